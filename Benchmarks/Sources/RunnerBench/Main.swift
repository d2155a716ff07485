import Foundation

/// What a run costs beside the shell doing the same, in one table.
///
///     Scripts/bench-runner [ROUNDS]
///
/// It takes the path of a `headway` that was built for release. It ends with 1 where it costs more than it may.
@main
enum Main {
    static func main() {
        let arguments = CommandLine.arguments.dropFirst()
        guard let headway = arguments.first, arguments.count <= 2 else {
            FileHandle.standardError.write(Data("runner-bench takes the path of headway and a number of rounds\n".utf8))
            exit(64)
        }
        let path = URL(fileURLWithPath: headway).path
        let rounds = arguments.dropFirst().first.flatMap(Int.init) ?? 5
        do {
            exit(try RunnerBench(headway: path, rounds: max(rounds, 1)).run() ? 0 : 1)
        } catch {
            FileHandle.standardError.write(Data("runner-bench: \(error)\n".utf8))
            exit(1)
        }
    }
}
