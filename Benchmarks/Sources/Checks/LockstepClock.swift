import Foundation
import Headway
import Synchronization

/// A clock that moves on only when what waits on it has done all that was due.
///
/// For one thread that waits. It makes what that thread does a function of the time alone, however busy the machine is.
final class LockstepClock: ProgressClock {
    private struct State {
        var uptime: Duration = .seconds(1_000)
        var waiting: Wakeup?
        /// How often the thread has begun to wait.
        var waits = 0
    }

    private let state = Mutex(State())
    private let began = Wakeup()

    var date: Date { Date(timeIntervalSince1970: 1_767_225_600 + uptime / .seconds(1)) }

    var uptime: Duration { state.withLock { $0.uptime } }

    /// Moves the clock forward and returns when the thread waits again.
    func advance(by duration: Duration) {
        let (waiting, before) = state.withLock {
            $0.uptime += duration
            return ($0.waiting, $0.waits)
        }
        waiting?.signal()
        while state.withLock({ $0.waiting == nil || $0.waits == before }) { began.wait() }
    }

    func wait(until deadline: Duration?, wakeup: Wakeup) {
        let isDue = state.withLock {
            if let deadline, $0.uptime >= deadline { return true }
            $0.waiting = wakeup
            $0.waits += 1
            return false
        }
        guard !isDue else { return }
        began.signal()
        wakeup.wait()
        state.withLock { $0.waiting = nil }
    }
}
