import Headway
import Synchronization

/// What the thread that supervises a command and the task that waits for it share.
final class Supervision: Sendable {
    struct State {
        var tail: OutputTail
        var recognizer: ProgressRecognizer
        var teardown: GroupTeardown
        var group: ProcessGroup?
        /// How the command's first process ended.
        var end: PhaseOutcome.End?
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

    init(tail: OutputTail, recognizer: ProgressRecognizer, grace: Duration) {
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
