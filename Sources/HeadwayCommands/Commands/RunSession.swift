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
    private let kept: [String: KeptPhase]
    private let jobs: Int
    private let filesFolder: String?
    /// What past runs of the benchmark tell.
    private let history: PhaseHistory
    private let folder: RunFolder
    private let tracker: ProgressTracker
    private let logger: Logger
    private let display: ConsoleDisplay
    private let observer: ConsoleProgressObserver
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
        progressFile: String?,
        jobs: Int
    ) throws {
        plan = source.plan
        kept = source.kept
        self.jobs = jobs
        filesFolder = source.origin.files
        history = store.history(of: source.plan.name)
        self.showsOutput = showsOutput
        self.console = console
        let folder = store.folder(of: RunID.make(date: SystemClock().date))
        // Where this run is itself a phase of one, that one shows it.
        display = ConsoleDisplay(
            mode: ConsoleProgressObserver.mode(console),
            // Whoever types something for a phase wants to see it.
            hidesKeys: !source.plan.phases.contains { $0.input == .inherit && !$0.tty },
            whereabouts: "headway logs \(ConsoleText.visible(ShellQuote.line([folder.snapshot]))) has all"
        )
        // A slow pipe must get its last lines, however long that takes.
        observer = ConsoleProgressObserver(
            display: display,
            patience: isatty(STDOUT_FILENO) == 1 ? .seconds(2) : nil
        )
        let logger = Self.logger(beside: observer, display.mode)
        let observers: [FileProgressObserver]
        do {
            _ = try store.begin(folder.id)
            try Self.keep(source.text, at: folder.plan)
            try Self.keep(source.origin.bytes, at: folder.origin)
            observers = try Self.prepare([folder.snapshot] + (progressFile.map { [$0] } ?? []), logger)
        } catch {
            // A run that never began isn't one to be listed.
            try? store.remove(folder)
            throw Complaint("\(error)", .cannotWrite)
        }
        self.folder = folder
        self.logger = logger
        var configuration = ProgressTracker.Configuration()
        configuration.runID = folder.id
        configuration.history = history
        configuration.logger = logger
        tracker = ProgressTracker(observers: observers, configuration: configuration)
    }

    private static func prepare(_ paths: [String], _ logger: Logger) throws -> [FileProgressObserver] {
        try paths.map { path in
            let observer = FileProgressObserver(path: path, logger: logger)
            try observer.prepare()
            return observer
        }
    }

    /// Where the library's warnings go: above a live display that shares the terminal, else to standard error.
    private static func logger(beside observer: ConsoleProgressObserver, _ mode: ConsoleMode) -> Logger {
        Logger(label: "headway") { label -> any LogHandler in
            guard mode == .live, isatty(STDERR_FILENO) == 1 else { return StreamLogHandler.standardError(label: label) }
            return ConsoleLogHandler(label: label, console: observer)
        }
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
            let path = ConsoleText.visible(ShellQuote.line([folder.snapshot]))
            StandardError.print("headway: watch this run from anywhere: headway watch \(path)")
        }
        display.complain(ifNot: console)
        let display = display
        tracker.addObserver(observer)
        let groups = RunningGroups()
        let signals = RunSignals(stop: stop, display: display, groups: groups)
        let show: @Sendable (String) -> Void = { display.print($0) }
        let runner = PlanRunner(
            plan: plan,
            folder: folder,
            tracker: tracker,
            stop: stop,
            history: history,
            groups: groups,
            jobs: jobs,
            kept: kept,
            filesFolder: filesFolder,
            surroundings: RunSurroundings(
                terminalSize: { display.terminalSize },
                onOutput: showsOutput ? show : nil,
                onWarning: { [logger] in logger.warning("\($0)") },
                // As the keyboard would have done, had the phase not been in front: all of this group, a script perhaps.
                onPhaseStopped: { kill(0, SIGTSTP) }
            )
        )
        let stop = stop
        let status = await runner.run { Int(RunExit.code($0, signal: stop.first).rawValue) }
        // A terminal that nobody reads is not worth waiting for, but one that is slow is, and so is any pipe.
        if isatty(STDOUT_FILENO) == 1 { display.settleSlowly() } else { display.finish(within: nil) }
        // Here, because whoever lets go of the display last may be a thread that the program's end doesn't wait for.
        display.abandon()
        withExtendedLifetime(signals) {}
        if display.mode == .off || display.mode == .json { sayLastWords() }
        return RunExit.code(status, signal: stop.first)
    }

    /// The run as it is.
    var state: RunState { tracker.state }

    /// Says on standard error what went wrong, where the console doesn't.
    private func sayLastWords() {
        for phase in tracker.state.phasesInOrder where phase.error != nil {
            var lines = ["headway: \(ConsoleText.visible(phase.name)): \(phase.error.map(ConsoleText.visible) ?? "")"]
            lines += (phase.output ?? []).map { "  | " + ConsoleText.visible($0) }
            if let log = phase.log { lines.append("  all of its output: \(ConsoleText.visible(log))") }
            StandardError.print(lines.joined(separator: "\n"))
        }
    }
}
