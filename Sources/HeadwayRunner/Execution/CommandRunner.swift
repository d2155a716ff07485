import Headway
import Synchronization

#if canImport(Darwin)
import Darwin
#elseif canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#endif

/// Runs one phase's command: by the shell, in a process group of its own, its output in a file.
struct CommandRunner: Sendable {
    /// What is run, and how.
    struct Command: Sendable {
        var text: String
        var environment: [(name: String, value: String)]
        var workingDirectory: String?
        /// The id of the run that it belongs to.
        var runID: String
        var input = PhaseInput.closed
        var route = OutputRoute.file
        /// How to read progress from its output.
        var progress = ProgressSetting.auto
        /// Whether it is one of several runs of the same command, whose own progress doesn't count.
        var isRepetition = false
        /// When the command has taken too long, and what to say then.
        var deadline: (at: Duration, cut: PhaseOutcome.Cut)
    }

    /// How often the output is looked at.
    private static let pollInterval = Duration.milliseconds(50)
    /// How long one look at the output may take.
    private static let lookLimit = Duration.milliseconds(200)
    /// How long reading what is left may keep a command that has ended from being reported.
    private static let readingLimit = Duration.seconds(1)

    let clock: any ProgressClock
    let grace: Duration
    let stop: StopSignal
    let files: any FileSystem
    let signals: GroupSignals
    let groups: RunningGroups
    let surroundings: RunSurroundings

    /// Runs a command to its end, that of its whole process group if it has to be ended.
    ///
    /// - Parameters:
    ///   - command: What is run.
    ///   - log: What takes its output.
    ///   - reports: What takes its progress.
    /// - Returns: How it ended.
    func run(_ command: Command, log: PhaseLog, reports: PhaseReports) async -> PhaseOutcome {
        let output: CommandOutput
        let size = surroundings.terminalSize()
        do {
            output = try CommandOutput(command.route, log: log, size: size)
        } catch {
            return PhaseOutcome(end: .notStarted("\(error)"))
        }
        let tail = output.source == nil ? OutputTail(file: log.file, files: files, fromEnd: command.isRepetition) : nil
        let recognizer = ProgressRecognizer(command.progress, command: command.text)
        let supervision = Supervision(tail: tail, recognizer: recognizer, grace: grace)
        let pump = pump(output, command, log, supervision, reports)
        supervision.state.withLock { ($0.pump, $0.terminalSize) = (pump, output.terminal == nil ? nil : size) }
        let supervisor = PacedThread(name: "hw.phase", clock: clock) { now in
            supervise(supervision, reports, command, now)
        }
        defer { supervisor.stop() }
        // The command isn't waited for as a child task: one that can't be ended must not keep the run from its end.
        Task {
            let start = clock.uptime
            let end = await CommandSpawn(command: command, output: output).run { pid in
                output.closeEndOfCommand()
                hasStarted(pid, command, supervision, reports)
                supervisor.wake()
            }
            let duration = clock.uptime - start
            if case .notStarted = end { output.closeEndOfCommand() }
            supervision.state.withLock { ($0.end, $0.duration) = (end, duration) }
            supervisor.wake()
        }
        await supervision.waitUntilOver()
        pump?.drain(within: Self.readingLimit)
        log.finish(at: clock.uptime)
        return supervision.state.withLock { state in
            readRest(&state, command, reports)
            return outcome(state, command)
        }
    }

    private func hasStarted(_ pid: Int, _ command: Command, _ supervision: Supervision, _ reports: PhaseReports) {
        reports.group = pid
        guard let group = ProcessGroup(id: pid) else { return }
        groups.insert(group)
        let loan = loan(to: group, of: command)
        supervision.state.withLock { state in
            state.group = group
            state.loan = loan
        }
    }

    private func outcome(_ state: Supervision.State, _ command: Command) -> PhaseOutcome {
        var outcome = PhaseOutcome(end: state.end ?? .livesOn, cut: state.cut)
        outcome.duration = state.duration
        outcome.pump = state.pump
        if state.hasSurvivors { outcome.survivors = state.group }
        if let group = state.group { groups.remove(group) }
        // If it had the terminal, the phase alone has seen the Ctrl-C that was meant for the run.
        if state.loan?.end() == true, outcome.end == .signalled(SIGINT) {
            stop.request(SIGINT)
            outcome.cut = outcome.cut ?? .stopped
        }
        return outcome
    }

    /// Lends the run's terminal to a command that reads it.
    private func loan(to group: ProcessGroup, of command: Command) -> TerminalLoan? {
        guard command.input == .inherit, command.route != .terminal else { return nil }
        return TerminalLoan(surroundings.terminal, to: group, of: command.runID)
    }

    private func pump(
        _ output: CommandOutput,
        _ command: Command,
        _ log: PhaseLog,
        _ supervision: Supervision,
        _ reports: PhaseReports
    ) -> OutputPump? {
        guard let source = output.source else { return nil }
        let keyboard = command.input == .inherit ? output.terminal.map { Keyboard(terminal: $0.master) } : nil
        return OutputPump(source, terminal: output.terminal, log: log, keyboard: keyboard, clock: clock) { bytes in
            supervision.state.withLock { state in
                state.early.append(bytes)
                takeEarly(&state, command, reports)
            }
        }
    }

    /// One look at the command: what it has printed, whether it must be ended, and how far that is.
    private func supervise(
        _ supervision: Supervision,
        _ reports: PhaseReports,
        _ command: Command,
        _ now: Duration
    ) -> PacedThread.Next {
        supervision.state.withLock { state in
            guard !state.isOver else { return .never }
            guard state.group != nil || state.end != nil else { return .at(now + Self.pollInterval) }
            let hasMore = look(&state, command, reports)
            adaptTerminal(&state)
            if state.cut == nil {
                guard state.end == nil else { return state.finish() }
                guard let cut = cut(command, at: now) else {
                    return .at(hasMore ? now : min(now + Self.pollInterval, command.deadline.at))
                }
                state.cut = cut
            }
            guard let group = state.group else { return state.finish() }
            let isUrgent = stop.isUrgent(isCancelled: state.cut == .stopped)
            let isAlive = state.end == nil || group.isAlive
            let action = state.teardown.next(at: now, isAlive: isAlive, isUrgent: isUrgent)
            signals.perform(action, on: group)
            switch action {
            case .wait, .terminate, .kill: return .at(state.teardown.nextLook(after: now))
            case .giveUp: state.hasSurvivors = true
            case .done: break
            }
            return state.finish()
        }
    }

    /// Passes on what has changed about the terminal: its size, or that the phase in front was stopped from its keyboard.
    private func adaptTerminal(_ state: inout Supervision.State) {
        if let size = state.terminalSize {
            let newSize = surroundings.terminalSize()
            if newSize != size {
                state.terminalSize = newSize
                state.pump?.resize(newSize)
            }
        }
        guard state.end == nil else { return }
        state.loan?.look(continuations: groups.continuations, onStopped: surroundings.onPhaseStopped)
    }

    /// Why the command must be ended now, or not be begun, if it must.
    func cut(_ command: Command, at now: Duration) -> PhaseOutcome.Cut? {
        if stop.first != nil { return .stopped }
        return now >= command.deadline.at ? command.deadline.cut : nil
    }

    /// Reads what the command has written into its log since the last look.
    ///
    /// - Returns: Whether there is more, because it was too much for one look.
    private func look(_ state: inout Supervision.State, _ command: Command, _ reports: PhaseReports) -> Bool {
        takeEarly(&state, command, reports)
        // A flood in which there has never been a line for Headway is no longer searched for one.
        if surroundings.onOutput == nil, !state.recognizer.hasDirectives, state.flood.hasSearchedEnough,
            state.flood.begin(at: clock.uptime)
        {
            skip(&state)
        }
        guard var tail = state.tail else {
            pause(&state, command, reports)
            return false
        }
        defer { state.tail = tail }
        let limit = clock.uptime + Self.lookLimit
        // Whatever there is to read, the command is ended when it has to be.
        let isUncut = state.cut == nil
        var hasRead = false
        let isEnough = {
            let now = clock.uptime
            return now >= limit || isUncut && cut(command, at: now) != nil
        }
        let hasMore = tail.read(until: isEnough) { bytes in
            hasRead = true
            take(bytes, &state, command, reports)
        }
        if !hasRead { pause(&state, command, reports) }
        return hasMore
    }

    /// Takes what has come through a pipe or a terminal, once it is known whose it is.
    private func takeEarly(_ state: inout Supervision.State, _ command: Command, _ reports: PhaseReports) {
        guard state.group != nil || state.end != nil else { return }
        for bytes in state.early { take(bytes, &state, command, reports) }
        state.early = []
    }

    /// Takes what the command has printed.
    private func take(
        _ bytes: [UInt8],
        _ state: inout Supervision.State,
        _ command: Command,
        _ reports: PhaseReports
    ) {
        let now = clock.uptime
        let isFlood = state.flood.begin(at: now) && surroundings.onOutput == nil
        let onPhase = { put($0, $1, command, reports) }
        let update =
            isFlood
            ? state.recognizer.skim(bytes, at: now, onPhase: onPhase)
            : state.recognizer.take(bytes, at: now, onPhase: onPhase, onLine: pass)
        state.flood.end(at: clock.uptime, skimmed: isFlood ? bytes.count : nil)
        reports.noteActivity(state.recognizer.lastLine)
        put(update, nil, command, reports)
    }

    /// Looks again when nothing more was printed.
    private func pause(_ state: inout Supervision.State, _ command: Command, _ reports: PhaseReports) {
        put(state.recognizer.pause(at: clock.uptime), nil, command, reports)
    }

    private func put(
        _ update: PhaseUpdate?,
        _ directive: PhaseDirective?,
        _ command: Command,
        _ reports: PhaseReports
    ) {
        guard !command.isRepetition else { return }
        if let update { reports.take(update) }
        if let directive { reports.take(directive) }
    }

    /// Reads what is left when the command has ended.
    private func readRest(_ state: inout Supervision.State, _ command: Command, _ reports: PhaseReports) {
        let deadline = clock.uptime + Self.readingLimit
        while look(&state, command, reports) {
            // Of too much only the end: the newest progress is there, and how long the phase took must not depend on how
            // long reading takes.
            if clock.uptime >= deadline { skip(&state) }
            if stop.isUrgent(isCancelled: true) { break }
        }
        let update = state.recognizer.finish(
            at: clock.uptime,
            onPhase: { put($0, $1, command, reports) },
            onLine: pass
        )
        put(update, nil, command, reports)
    }

    private func skip(_ state: inout Supervision.State) {
        guard let count = state.tail?.skip(), count > 0 else { return }
        state.recognizer.skip()
        let size = count < 10_000_000 ? "\(count) bytes" : "\(count / 1_000_000) MB"
        surroundings.onOutput?(
            "(\(size) of what the phase has printed are left out: it prints too fast; its log has all)"
        )
    }

    /// Hands lines on, if somebody wants them.
    private var pass: ((LineBytes) -> Void)? {
        surroundings.onOutput.map { onOutput in
            { line in
                let isCut = line.count > LineSplitter.longestLine
                let text = String(decoding: line.prefix(LineSplitter.longestLine), as: UTF8.self)
                onOutput(isCut ? text + " (the line goes on; the phase's log has all of it)" : text)
            }
        }
    }
}
