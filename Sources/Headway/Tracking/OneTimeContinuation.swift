import Dispatch
import Synchronization

/// A continuation that is resumed once: by the first who does, or when a deadline has passed.
final class OneTimeContinuation: Sendable {
    private struct State {
        var continuation: UnsafeContinuation<Void, Never>?
        /// One that can be taken back: a deadline that nobody waits for any more would stay in memory until it is over.
        var timer: (any DispatchSourceTimer)?
    }

    private let state: Mutex<State>

    /// - Parameters:
    ///   - continuation: What is resumed.
    ///   - limit: After how long at the latest.
    init(_ continuation: UnsafeContinuation<Void, Never>, within limit: DispatchTimeInterval) {
        state = Mutex(State(continuation: continuation))
        state.withLock { state in
            let timer = DispatchSource.makeTimerSource(queue: .global())
            timer.setEventHandler { self.resume() }
            timer.schedule(deadline: .now() + limit)
            timer.activate()
            state.timer = timer
        }
    }

    func resume() {
        let mine = state.withLock { state in
            // It holds this object, until it is cancelled.
            state.timer?.cancel()
            defer { state = State() }
            return state.continuation
        }
        mine?.resume()
    }
}
