import ArgumentParser
import Headway
import HeadwayRunner
import Logging

#if canImport(Darwin)
import Darwin
#elseif canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#endif

/// One run of the command: its folder, its tracker with the console and the files, its signals.
struct RunSession {
    private let plan: Plan
    /// What past runs of the benchmark tell.
    private let history: PhaseHistory
    private let folder: RunFolder
    private let tracker: ProgressTracker
    private let console: ConsoleMode
    private let showsOutput: Bool
    private let stop = StopSignal()

    /// Makes the run's folder and files.
    ///
    /// - Throws: A ``Complaint`` if they can't be written.
    init(
        source: PlanSource,
        store: RunStore,
        console: ConsoleMode,
        showsOutput: Bool,
        progressFile: String?
    ) throws {
        plan = source.plan
        history = store.history(of: source.plan.name)
        self.showsOutput = showsOutput
        self.console = console
        let clock = SystemClock()
        let folder = store.folder(of: RunID.make(date: clock.date))
        let observers: [FileProgressObserver]
        do {
            _ = try store.begin(folder.id)
            try Self.keep(source.text, at: folder.plan)
            observers = try Self.prepare([folder.snapshot] + (progressFile.map { [$0] } ?? []))
        } catch {
            // A run that never began isn't one to be listed.
            try? store.remove(folder)
            throw Complaint("\(error)", .cannotWrite)
        }
        self.folder = folder
        var configuration = ProgressTracker.Configuration()
        configuration.runID = folder.id
        configuration.history = history
        configuration.logger = Self.logger
        tracker = ProgressTracker(observers: observers, configuration: configuration)
    }

    private static func prepare(_ paths: [String]) throws -> [FileProgressObserver] {
        try paths.map { path in
            let observer = FileProgressObserver(path: path, logger: logger)
            try observer.prepare()
            return observer
        }
    }

    /// Warnings of the library, on standard error.
    private static var logger: Logger {
        Logger(label: "headway") { StreamLogHandler.standardError(label: $0) }
    }

    private static func keep(_ text: [UInt8], at path: String) throws {
        let files = PlatformFile()
        let file = try files.create(path, appending: false)
        defer { files.close(file) }
        if let error = files.write(text, to: file).error { throw error }
    }

    /// Runs the plan.
    ///
    /// - Returns: The code to end with.
    func run() async -> ExitCode {
        if console != .off {
            let path = ShellQuote.line([folder.snapshot])
            StandardError.print("headway: watch this run from anywhere: headway watch \(path)")
        }
        let display = ConsoleDisplay(mode: console)
        tracker.addObserver(ConsoleProgressObserver(display: display))
        let signals = RunSignals(stop: stop, display: display, tracker: tracker)
        let show: @Sendable (String) -> Void = { display.print($0) }
        let runner = PlanRunner(
            plan: plan,
            folder: folder,
            tracker: tracker,
            stop: stop,
            history: history,
            onOutput: showsOutput ? show : nil
        )
        let stop = stop
        let status = await runner.run { Int(RunExit.code($0, signal: stop.first).rawValue) }
        // A terminal that nobody reads is not worth waiting for, but a slow pipe must get its last lines.
        if isatty(STDOUT_FILENO) != 1 { display.finish(within: nil) }
        withExtendedLifetime(signals) {}
        if console == .off || console == .json { sayLastWords() }
        return RunExit.code(status, signal: stop.first)
    }

    /// Says on standard error what went wrong, where the console doesn't.
    private func sayLastWords() {
        for phase in tracker.state.phases where phase.error != nil {
            var lines = ["headway: \(ConsoleText.visible(phase.name)): \(phase.error.map(ConsoleText.visible) ?? "")"]
            lines += (phase.output ?? []).map { "  | " + ConsoleText.visible($0) }
            if let log = phase.log { lines.append("  all of its output: \(log)") }
            StandardError.print(lines.joined(separator: "\n"))
        }
    }
}
