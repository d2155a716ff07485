import ArgumentParser
import Headway
import HeadwayRunner

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// `headway prune`: removes old runs.
struct PruneCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "prune",
        abstract: "Removes old runs, never one that goes on.",
        discussion: """
            Of the newest 20 successful runs of a benchmark the snapshot stays, as it is what estimates are made from; \
            their outputs and journals go.
            """
    )

    @Option(help: ArgumentHelp("Keep the newest so many runs.", valueName: "n"))
    var keep: Int?

    @Option(help: ArgumentHelp("Remove runs that began longer ago, such as 30d.", valueName: "time"))
    var olderThan: String?

    @Flag(help: "Don't ask.")
    var yes = false

    @OptionGroup var storeOptions: StoreOptions

    func validate() throws {
        guard (keep == nil) != (olderThan == nil) else {
            throw ValidationError("Say what to remove: --keep N or --older-than TIME.")
        }
        if let keep, keep < 0 { throw ValidationError("--keep is a number of runs, 0 or more.") }
    }

    func run() async throws {
        try await Complaint.said {
            do {
                let store = storeOptions.store
                let plan = PrunePlan(runs: try store.all().map { PrunePlan.Run(folder: $0) }, rule: try rule())
                guard !plan.isEmpty else { return try StandardOutput.print("nothing to remove") }
                try StandardOutput.print(plan.description)
                guard yes || Question.isAnsweredYes("Remove them?") else {
                    throw Complaint("nothing was removed; --yes removes without asking", .other)
                }
                for folder in plan.removed { try store.remove(folder) }
                for folder in plan.stripped { try store.strip(folder) }
            } catch let error as FileError {
                throw Complaint(error.description, .cannotWrite)
            }
        }
    }

    private func rule() throws -> PrunePlan.Rule {
        if let keep { return .keep(keep) }
        let text = olderThan ?? ""
        guard let age = try? DurationText.parse(text) else {
            throw Complaint("--older-than \(text): not a duration; write it as 30d, 12h or 90m", .usage)
        }
        return .before(Date().addingTimeInterval(-age.inSeconds))
    }
}
