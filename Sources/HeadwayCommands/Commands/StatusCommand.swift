import ArgumentParser
import Headway
import HeadwayRunner

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
            let look: RunLook
            do {
                look = try RunLook(path: try selection.snapshot())
            } catch let error as RunReaderError {
                throw Complaint(error.description, .invalidFile)
            }
            if json {
                try StandardOutput.write(look.json)
            } else {
                try StandardOutput.print(StatusReport.text(of: look))
            }
        }
    }
}
