import Headway
import Synchronization

/// What the thread that supervises a command and the task that waits for it share.
final class Supervision: Sendable {
    struct State {
        /// Follows the log, if the command writes into it itself.
        var tail: OutputTail?
        /// Reads what comes through a pipe or a terminal.
        var pump: OutputPump?
        /// What has come before it was known which group the command is.
        var early: [[UInt8]] = []
        var recognizer: ProgressRecognizer
        var flood = FloodMeter()
        var teardown: GroupTeardown
        var terminalSize: TerminalSize?
        var group: ProcessGroup?
        /// What the group has of the run's terminal.
        var loan: TerminalLoan?
        /// How the command's first process ended.
        var end: PhaseOutcome.End?
        /// How long the command took.
        var duration: Duration?
        /// Why the command is being ended.
        var cut: PhaseOutcome.Cut?
        /// Whether somebody lives on who can't be killed.
        var hasSurvivors = false
        fileprivate(set) var isOver = false
        fileprivate var whenOver: CheckedContinuation<Void, Never>?

        /// Notes that there is nothing more to supervise.
        ///
        /// - Returns: What the supervising thread does next.
        mutating func finish() -> PacedThread.Next {
            isOver = true
            whenOver?.resume()
            whenOver = nil
            return .never
        }
    }

    let state: Mutex<State>

    init(tail: OutputTail?, recognizer: ProgressRecognizer, grace: Duration) {
        state = Mutex(State(tail: tail, recognizer: recognizer, teardown: GroupTeardown(grace: grace)))
    }

    /// Waits until there is nothing more to supervise.
    func waitUntilOver() async {
        await withCheckedContinuation { continuation in
            let isOver = state.withLock { state in
                if !state.isOver { state.whenOver = continuation }
                return state.isOver
            }
            if isOver { continuation.resume() }
        }
    }
}
