import ArgumentParser
import Headway
import HeadwayRunner

/// `headway status`: one look at a run.
struct StatusCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "status",
        abstract: "Shows how a run stands, once."
    )

    @Flag(help: "Print the snapshot's object, with the status as seen from here.")
    var json = false

    @OptionGroup var selection: RunSelection

    func run() async throws {
        try await Complaint.said {
            let state = try selection.state().asSeen()
            if json {
                StandardStream.output.write(String(decoding: try RunFormat.snapshot(state), as: UTF8.self))
            } else {
                StandardStream.output.print(StatusReport.text(of: state))
            }
        }
    }
}
