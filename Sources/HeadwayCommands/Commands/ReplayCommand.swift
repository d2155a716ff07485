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

/// `headway replay`: plays a journal back through the console.
struct ReplayCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "replay",
        abstract: "Plays a run back, or shows it as it was at one moment."
    )

    @Option(help: "How many times faster than it happened.")
    var speed = 1.0

    @Option(
        help: ArgumentHelp("Show the run as it was so long after its start, such as 12m, and end.", valueName: "time")
    )
    var at: String?

    @Option(help: "What to show: auto, live, plain, json or off.")
    var console = ConsoleMode.auto

    @OptionGroup var selection: RunSelection

    func validate() throws {
        if !(0.001...1_000_000).contains(speed) {
            throw ValidationError("--speed is a number from 0.001 to 1000000.")
        }
    }

    func run() async throws {
        try await Complaint.said {
            let snapshot = try selection.snapshot()
            do {
                try Self.checkJournal(beside: snapshot)
                var events: [ProgressEvent] = []
                let moment = try at.map { try Self.moment($0) }
                try RunReader(path: snapshot).events { event in
                    if moment.map({ event.elapsed <= $0 }) ?? true { events.append(event) }
                }
                guard !events.isEmpty else {
                    throw Complaint("\(RunPaths(snapshot: snapshot).journal): it has no events", .invalidFile)
                }
                if let moment {
                    try show(events, at: moment)
                } else {
                    Replay(events: events, speed: speed, console: console).play()
                }
            } catch let error as RunReaderError {
                throw Complaint(error.description, .invalidFile)
            } catch let error as FileError {
                throw Complaint(error.description, .invalidFile)
            }
        }
    }

    /// - Throws: A ``Complaint`` if there is a run, but nothing of it that could be played.
    private static func checkJournal(beside snapshot: String) throws {
        let journal = RunPaths(snapshot: snapshot).journal
        let files = PlatformFile()
        guard try files.status(of: journal) == nil, try files.status(of: snapshot) != nil else { return }
        throw Complaint(
            "\(journal): its journal is gone, so there is nothing to play; `headway prune` keeps no more than the snapshot",
            .invalidFile
        )
    }

    private static func moment(_ text: String) throws -> Duration {
        guard let moment = try? DurationText.parse(text) else {
            throw Complaint("--at \(text): not a duration; write it as 90s, 12m or 1h30m", .usage)
        }
        return moment
    }

    private func show(_ events: [ProgressEvent], at moment: Duration) throws {
        var state = RunState()
        for event in events { state.apply(event) }
        try StandardOutput.print(ConsoleText.report(state, atElapsed: moment.inSeconds))
    }
}
