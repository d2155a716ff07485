import ArgumentParser
import Headway
import HeadwayRunner

/// `headway list`: the runs there are.
struct ListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "Lists the runs: id, benchmark, status, when, how long."
    )

    @Flag(help: "Print an array of objects.")
    var json = false

    @OptionGroup var storeOptions: StoreOptions

    func run() async throws {
        try await Complaint.said {
            let folders: [RunFolder]
            do {
                folders = try storeOptions.store.all()
            } catch {
                throw Complaint("\(error)", .invalidFile)
            }
            let rows = folders.map { RunListing(folder: $0) }
            if json {
                try StandardOutput.print(RunListing.json(rows))
            } else if rows.isEmpty {
                StandardError.print("headway: \(RunStoreError.noRuns(root: storeOptions.store.root))")
            } else {
                try StandardOutput.print(RunListing.table(rows))
            }
        }
    }
}
