import Foundation

/// What it costs to keep a run's files, in one table.
///
///     Scripts/bench-storage
///
/// Each measurement is a process of its own, so that the memory of one doesn't count for the next.
@main
enum Main {
    static func main() throws {
        let arguments = Array(CommandLine.arguments.dropFirst())
        guard let name = arguments.first else { return try StorageBench().run() }
        guard arguments.count == 3, let count = Int(arguments[2]) else {
            FileHandle.standardError.write(Data("storage-bench takes no arguments\n".utf8))
            exit(64)
        }
        let bench = Measurement(path: arguments[1], count: count)
        switch name {
        case "journal": try bench.journal()
        case "rewrite": try bench.rewriteAll()
        case "write": try bench.bareWrite()
        case "first-state": try bench.firstState()
        case "whole-journal": try bench.wholeJournal()
        case "rebuilding": try bench.rebuilding()
        case "general-decoder": try bench.generalDecoder()
        default: exit(64)
        }
    }
}
