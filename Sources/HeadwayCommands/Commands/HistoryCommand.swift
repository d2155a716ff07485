import ArgumentParser
import Headway
import HeadwayRunner

/// `headway history`: how long the phases of a benchmark took in past runs.
struct HistoryCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "history",
        abstract: "Shows how long a benchmark's phases took in past runs, and the last run against them."
    )

    @Argument(help: "The benchmark's name; that of the newest run if left out.")
    var benchmark: String?

    @Flag(help: "Print an object with a row per phase.")
    var json = false

    @OptionGroup var storeOptions: StoreOptions

    func run() async throws {
        try await Complaint.said {
            let store = storeOptions.store
            let name = try benchmark ?? newestBenchmark(in: store)
            let report = HistoryReport(benchmark: name, runs: store.history(of: name).runs(of: name))
            guard !report.rows.isEmpty else {
                throw Complaint(
                    "\(store.root): no run of `\(ConsoleText.visible(name))` has a phase that succeeded",
                    .usage
                )
            }
            try StandardOutput.print(json ? RunFormat.json(report) : report.text)
        }
    }

    private func newestBenchmark(in store: RunStore) throws -> String {
        do {
            return try RunReader(path: store.snapshot(of: nil)).state().benchmark
        } catch let error as RunStoreError {
            throw Complaint(error.description, .usage)
        } catch {
            throw Complaint("\(error)", .invalidFile)
        }
    }
}
