import Foundation

/// Compares estimates of the time remaining on simulated runs, or makes those of a recorded one.
///
///     swift run -c release --package-path Benchmarks estimate [--benchmarks N] [--seed N]
///     swift run -c release --package-path Benchmarks estimate --trace EVENTS.jsonl [--history RUNDIR…]
@main
enum Main {
    private static let usage = """
        usage: estimate [--benchmarks N] [--seed N]
               estimate --trace EVENTS.jsonl [--history RUNDIR…]
        """

    static func main() {
        var trace: String?
        var history: [String] = []
        var benchmarks = 500
        var seed: UInt64 = 20_260_901
        var option = ""
        for argument in CommandLine.arguments.dropFirst() {
            if argument.hasPrefix("--") {
                option = argument
                if !["--trace", "--history", "--benchmarks", "--seed"].contains(option) {
                    complain("there is no option \(option)")
                }
                continue
            }
            switch option {
            case "--trace" where trace == nil: trace = argument
            case "--history": history.append(argument)
            case "--benchmarks":
                guard let number = Int(argument), number > 0 else { complain("\(argument) is not a number") }
                benchmarks = number
            case "--seed":
                guard let number = UInt64(argument) else { complain("\(argument) is not a number") }
                seed = number
            default: complain("what is \(argument)?")
            }
        }
        if let trace {
            do {
                try Trace.print(trace, history: history)
            } catch {
                FileHandle.standardError.write(Data("\(error)\n".utf8))
                exit(65)
            }
        } else {
            let comparison = Comparison(.main, benchmarks: benchmarks, seed: seed)
            print([comparison.errors, comparison.coverage, comparison.lead].joined(separator: "\n\n"))
            print("\n" + ScenarioTable.text(benchmarks: max(benchmarks / 4, 1), seed: seed))
            print("\n" + EstimateCost.text())
        }
    }

    private static func complain(_ text: String) -> Never {
        FileHandle.standardError.write(Data("\(text)\n\(usage)\n".utf8))
        exit(64)
    }
}
