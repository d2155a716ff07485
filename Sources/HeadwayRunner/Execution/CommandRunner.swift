import Headway
import Subprocess
import Synchronization

#if canImport(System)
import System
#else
import SystemPackage
#endif

/// Runs one phase's command: by the shell, in a process group of its own, its output in a file.
struct CommandRunner {
    /// What is run, and how.
    struct Command {
        var text: String
        var environment: [(name: String, value: String)]
        var workingDirectory: String?
        /// When the command has taken too long, and what to say then.
        var deadline: (at: Duration, cut: PhaseOutcome.Cut)
    }

    /// How often the output is looked at.
    private static let pollInterval = Duration.milliseconds(50)

    let clock: any ProgressClock
    let grace: Duration
    let stop: StopSignal
    let files: any FileSystem
    /// Told each line that the command prints, but for those that say how far it is.
    let onOutput: (@Sendable (String) -> Void)?

    /// What the supervising thread and the task that waits for the command share.
    private final class Supervision: Sendable {
        struct State {
            var tail: OutputTail
            var recognizer = ProgressRecognizer()
            var teardown: GroupTeardown
            var group: ProcessGroup?
            var hasExited = false
            var cut: PhaseOutcome.Cut?
            var isOver = false
            var whenOver: CheckedContinuation<Void, Never>?
        }

        let state: Mutex<State>

        init(tail: OutputTail, grace: Duration) {
            state = Mutex(State(tail: tail, teardown: GroupTeardown(grace: grace)))
        }
    }

    /// Runs a command to its end, that of its whole process group if it has to be ended.
    ///
    /// - Parameters:
    ///   - command: What is run.
    ///   - output: The file that takes its output.
    ///   - phase: Where its progress goes.
    /// - Returns: How it ended.
    func run(_ command: Command, output: OpenFile, phase: Phase) async -> PhaseOutcome {
        let tail = OutputTail(file: output, files: files, isComplete: onOutput != nil)
        let supervision = Supervision(tail: tail, grace: grace)
        let supervisor = PacedThread(name: "hw.phase", clock: clock) { now in
            supervise(supervision, phase, command, now)
        }
        defer { supervisor.stop() }

        let end = await spawn(command, output: output) { pid in
            phase.processGroup = pid
            supervision.state.withLock { $0.group = ProcessGroup(id: pid) }
            supervisor.wake()
        }
        let isCut = supervision.state.withLock { state in
            state.hasExited = true
            return state.cut != nil
        }
        supervisor.wake()
        if isCut { await waitUntilOver(supervision) }
        let cut = supervision.state.withLock { state in
            state.isOver = true
            look(&state, phase)
            Self.report(state.recognizer.finish(onLine: pass), to: phase)
            return state.cut
        }
        return PhaseOutcome(end: end, cut: cut)
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

    private func waitUntilOver(_ supervision: Supervision) async {
        await withCheckedContinuation { continuation in
            let isOver = supervision.state.withLock { state in
                if !state.isOver { state.whenOver = continuation }
                return state.isOver
            }
            if isOver { continuation.resume() }
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
            look(&state, phase)
            guard let group = state.group else { return .at(now + Self.pollInterval) }
            if state.cut == nil {
                guard !state.hasExited else { return .whenWoken }
                if stop.first != nil {
                    state.cut = .stopped
                } else if now >= command.deadline.at {
                    state.cut = command.deadline.cut
                } else {
                    return .at(min(now + Self.pollInterval, command.deadline.at))
                }
            }
            let isAlive = !state.hasExited || group.isAlive
            switch state.teardown.next(at: now, isAlive: isAlive, isUrgent: stop.isUrgent) {
            case .wait: break
            case .terminate: group.terminate()
            case .kill: group.kill()
            case .done:
                state.isOver = true
                state.whenOver?.resume()
                state.whenOver = nil
                return .never
            }
            return .at(now + .milliseconds(20))
        }
    }

    /// Reads what the command has printed since the last look.
    private func look(_ state: inout Supervision.State, _ phase: Phase) {
        state.tail.read { bytes in
            var last: ArraySlice<UInt8>?
            let directive = state.recognizer.take(bytes) { line in
                last = line
                pass(line)
            }
            phase.noteActivity(last.map { String(decoding: $0.prefix(1_000), as: UTF8.self) })
            Self.report(directive, to: phase)
        }
    }

    private func pass(_ line: ArraySlice<UInt8>) {
        onOutput?(String(decoding: line, as: UTF8.self))
    }

    private static func report(_ directive: ProgressDirective?, to phase: Phase) {
        guard let directive else { return }
        switch directive.value {
        case .fraction(let fraction): phase.update(fraction: fraction)
        case .count(let completed, let total): phase.update(completed: completed, total: total)
        }
        if let message = directive.message { phase.message = message }
    }
}
