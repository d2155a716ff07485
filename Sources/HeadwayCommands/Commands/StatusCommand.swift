import ArgumentParser
import Headway
import HeadwayRunner

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// `headway status`: one look at a run.
struct StatusCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "status",
        abstract: "Shows how a run stands, once."
    )

    @Flag(help: "Print the snapshot's object, with the status as seen from here and durations until now.")
    var json = false

    @OptionGroup var selection: RunSelection

    func run() async throws {
        try await Complaint.said {
            let state = try selection.state()
            if json {
                try StandardOutput.write(RunFormat.snapshot(state.asSeen(at: Date())))
            } else {
                try StandardOutput.print(StatusReport.text(of: state.asSeen()))
            }
        }
    }
}
