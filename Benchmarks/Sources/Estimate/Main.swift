import Foundation

/// Compares estimates of the time remaining on simulated runs and says what they cost, or makes those of a recorded run.
///
/// It ends with 1 where a target is broken.
///
///     swift run -c release --package-path Benchmarks estimate [--benchmarks N] [--seed N]
///     swift run -c release --package-path Benchmarks estimate --costs
///     swift run -c release --package-path Benchmarks estimate --trace EVENTS.jsonl [--history RUNDIR…]
@main
enum Main {
    private static let usage = """
        usage: estimate [--benchmarks N] [--seed N]
               estimate --costs
               estimate --trace EVENTS.jsonl [--history RUNDIR…]
        """

    private static let defaultBenchmarks = 500

    static func main() {
        var trace: String?
        var history: [String] = []
        var benchmarks = defaultBenchmarks
        var seed: UInt64 = 20_260_901
        var showsCosts = false
        var option = ""
        for argument in CommandLine.arguments.dropFirst() {
            if argument.hasPrefix("--") {
                option = argument
                if option == "--costs" { showsCosts = true }
                if !["--costs", "--trace", "--history", "--benchmarks", "--seed"].contains(option) {
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
        do {
            if let trace {
                try Trace.print(trace, history: history)
            } else if showsCosts {
                if try !printCosts() { exit(1) }
            } else {
                let comparison = Comparison(.main, benchmarks: benchmarks, seed: seed)
                print([comparison.errors, comparison.coverage, comparison.lead].joined(separator: "\n\n"))
                // Fewer are too noisy to tell.
                let broken = benchmarks < defaultBenchmarks ? [] : Targets.broken(comparison)
                if benchmarks >= defaultBenchmarks {
                    print("\nTargets: " + (broken.isEmpty ? "kept" : "BROKEN\n" + broken.joined(separator: "\n")))
                }
                print("\n" + ScenarioTable.text(benchmarks: max(benchmarks / 4, 1), seed: seed) + "\n")
                let isCheap = try printCosts()
                if !isCheap || !broken.isEmpty { exit(1) }
            }
        } catch {
            FileHandle.standardError.write(Data("\(error)\n".utf8))
            exit(65)
        }
    }

    /// Prints what estimates cost.
    ///
    /// - Returns: Whether they are as cheap as they must be.
    private static func printCosts() throws -> Bool {
        let texts = [EstimateCost.text(), try HistoryCost.text()]
        for text in texts { print(text) }
        return !texts.contains { $0.contains("BROKEN") }
    }

    private static func complain(_ text: String) -> Never {
        FileHandle.standardError.write(Data("\(text)\n\(usage)\n".utf8))
        exit(64)
    }
}
