import ArgumentParser
import Headway
import HeadwayRunner

#if canImport(Darwin)
import Darwin
#elseif canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#endif

/// `headway watch`: looks at a run from any terminal, as often as one likes.
struct WatchCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "watch",
        abstract: "Shows a run as its own console does, live or afterwards; q or Ctrl-C leaves it.",
        discussion: "It ends with the run's exit code, or with 75 if the process that wrote the run has died."
    )

    @Option(help: "What to show: auto, live, plain, json or off.")
    var console = ConsoleMode.auto

    @OptionGroup var selection: RunSelection

    func run() async throws {
        try await Complaint.said {
            let watch = Watch(console: console)
            let code: ExitCode
            do {
                code = try watch.run { try selection.snapshotIfAny() }
            } catch let error as RunReaderError {
                throw Complaint(error.description, .invalidFile)
            }
            if code != .success { throw code }
        }
    }
}
