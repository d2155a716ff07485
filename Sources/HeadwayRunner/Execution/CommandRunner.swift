import Headway
import Subprocess
import Synchronization

#if canImport(System)
import System
#else
import SystemPackage
#endif

/// Runs one phase's command: by the shell, in a process group of its own, its output in a file.
struct CommandRunner: Sendable {
    /// What is run, and how.
    struct Command: Sendable {
        var text: String
        var environment: [(name: String, value: String)]
        var workingDirectory: String?
        /// How to read progress from its output.
        var progress = ProgressSetting.auto
        /// When the command has taken too long, and what to say then.
        var deadline: (at: Duration, cut: PhaseOutcome.Cut)
    }

    /// How often the output is looked at.
    private static let pollInterval = Duration.milliseconds(50)
    /// How long one look at the output may take.
    private static let lookLimit = Duration.milliseconds(200)
    /// What is more than this in one look, in bytes, is a flood, of which only some is read: reading all of it would take a
    /// core from what is measured.
    private static let flood = 2 << 20
    /// How long reading what is left may keep a command that has ended from being reported.
    private static let readingLimit = Duration.seconds(1)

    let clock: any ProgressClock
    let grace: Duration
    let stop: StopSignal
    let files: any FileSystem
    let signals: GroupSignals
    /// Told each line that the command prints, but for those that say how far it is.
    let onOutput: (@Sendable (String) -> Void)?

    /// Runs a command to its end, that of its whole process group if it has to be ended.
    ///
    /// - Parameters:
    ///   - command: What is run.
    ///   - output: The file that takes its output.
    ///   - phase: Where its progress goes.
    /// - Returns: How it ended.
    func run(_ command: Command, output: OpenFile, phase: Phase) async -> PhaseOutcome {
        let tail = OutputTail(file: output, files: files)
        let recognizer = ProgressRecognizer(command.progress, command: command.text)
        let supervision = Supervision(tail: tail, recognizer: recognizer, grace: grace)
        let supervisor = PacedThread(name: "hw.phase", clock: clock) { now in
            supervise(supervision, phase, command, now)
        }
        defer { supervisor.stop() }
        // The command isn't waited for as a child task: one that can't be ended must not keep the run from its end.
        Task {
            let end = await spawn(command, output: output) { pid in
                phase.processGroup = pid
                supervision.state.withLock { $0.group = ProcessGroup(id: pid) }
                supervisor.wake()
            }
            supervision.state.withLock { $0.end = end }
            supervisor.wake()
        }
        await supervision.waitUntilOver()
        return supervision.state.withLock { state in
            readRest(&state, phase)
            let outcome = PhaseOutcome(end: state.end ?? .livesOn, cut: state.cut)
            guard state.hasSurvivors, let group = state.group else { return outcome }
            var surviving = outcome
            surviving.survivors = group
            return surviving
        }
    }

    private func spawn(
        _ command: Command,
        output: OpenFile,
        started: @Sendable (Int) -> Void
    ) async -> PhaseOutcome.End {
        var options = PlatformOptions()
        options.processGroupID = 0
        let variables = command.environment.map { ($0.name, Optional($0.value)) }
        let updates = Dictionary(variables, uniquingKeysWith: { $1 }).compactMap { name, value in
            Environment.Key(rawValue: name).map { ($0, value) }
        }
        let sink = FileDescriptor(rawValue: output.descriptor)
        do {
            let result = try await Subprocess.run(
                .path("/bin/sh"),
                arguments: ["-c", command.text],
                environment: .inherit.updating(Dictionary(uniqueKeysWithValues: updates)),
                workingDirectory: command.workingDirectory.map { FilePath($0) },
                platformOptions: options,
                input: .none,
                output: .fileDescriptor(sink, closeAfterSpawningProcess: false),
                error: .fileDescriptor(sink, closeAfterSpawningProcess: false)
            ) { execution in
                started(Int(execution.processIdentifier.value))
            }
            switch result.terminationStatus {
            case .exited(let code): return .exited(code)
            case .signaled(let signal): return .signalled(signal)
            }
        } catch let error as SubprocessError where error.code == .failedToChangeWorkingDirectory {
            return .notStarted("its working directory \(command.workingDirectory ?? ".") can't be entered")
        } catch {
            return .notStarted("\(error)")
        }
    }

    /// One look at the command: what it has printed, whether it must be ended, and how far that is.
    private func supervise(
        _ supervision: Supervision,
        _ phase: Phase,
        _ command: Command,
        _ now: Duration
    ) -> PacedThread.Next {
        supervision.state.withLock { state in
            guard !state.isOver else { return .never }
            let hasMore = look(&state, phase)
            if state.cut == nil {
                guard state.end == nil else { return state.finish() }
                guard state.group != nil else { return .at(now + Self.pollInterval) }
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

    /// Why the command must be ended now, if it must.
    private func cut(_ command: Command, at now: Duration) -> PhaseOutcome.Cut? {
        if stop.first != nil { return .stopped }
        return now >= command.deadline.at ? command.deadline.cut : nil
    }

    /// Reads what the command has printed since the last look.
    ///
    /// - Returns: Whether there is more, because it was too much for one look.
    private func look(_ state: inout Supervision.State, _ phase: Phase) -> Bool {
        let now = clock.uptime
        var count = 0
        let hasMore = state.tail.read(until: { clock.uptime >= now + Self.lookLimit }) { bytes in
            count += bytes.count
            let isFlood = onOutput == nil && count > Self.flood
            let update =
                isFlood ? state.recognizer.skim(bytes, at: now) : state.recognizer.take(bytes, at: now, onLine: pass)
            phase.noteActivity(state.recognizer.lastLine)
            update?.apply(to: phase)
        }
        if count == 0 { state.recognizer.pause(at: now)?.apply(to: phase) }
        return hasMore
    }

    /// Reads what is left when the command has ended.
    private func readRest(_ state: inout Supervision.State, _ phase: Phase) {
        let deadline = clock.uptime + Self.readingLimit
        while look(&state, phase) {
            // Where nobody wants every line, the newest progress is at the end.
            if onOutput == nil, clock.uptime >= deadline { state.tail.skip() }
            if stop.isUrgent(isCancelled: true) { break }
        }
        state.recognizer.finish(at: clock.uptime, onLine: pass)?.apply(to: phase)
    }

    /// Hands lines on, if somebody wants them.
    private var pass: ((LineBytes) -> Void)? {
        onOutput.map { onOutput in { line in onOutput(String(decoding: line, as: UTF8.self)) } }
    }
}
