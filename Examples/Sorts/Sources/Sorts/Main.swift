import Headway

/// Measures a few ways to sort, twice: once reported call by call, once with phases that can't be left open.
///
///     swift run --package-path Examples/Sorts [PROGRESS-FILE [HISTORY-FILE]]
@main
enum Main {
    static func main() async throws {
        // The file is for others to read while the benchmark runs, for example `.progress.json`.
        let paths = CommandLine.arguments.dropFirst()
        let files = paths.prefix(1).map { FileProgressObserver(path: $0) }
        var results = sortCallByCall()
        results += try await sortInPhases(observers: files, historyPath: paths.dropFirst().first)
        for result in results { print(result) }
    }
}
