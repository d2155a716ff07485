import Dispatch
import Synchronization

/// Wakes one waiting thread.
///
/// Wakes that come while it doesn't wait are kept, as one.
public final class Wakeup: Sendable {
    private let semaphore = DispatchSemaphore(value: 0)
    private let isSignalled = Atomic(false)

    /// Makes a wakeup that nobody has signalled.
    public init() {}

    /// Wakes the thread that waits, or the next that will.
    ///
    /// It costs a system call only if it is the first since then.
    public func signal() {
        if !isSignalled.exchange(true, ordering: .acquiringAndReleasing) { semaphore.signal() }
    }

    /// Waits for a signal.
    public func wait() {
        semaphore.wait()
        _ = isSignalled.exchange(false, ordering: .acquiringAndReleasing)
    }

    /// Waits for a signal, but not for ever.
    ///
    /// - Parameter duration: How long at most.
    public func wait(atMost duration: Duration) {
        let microseconds = Int(min(max(duration.inMicroseconds, 1), 1_000_000_000_000))
        if semaphore.wait(timeout: .now() + .microseconds(microseconds)) == .success {
            _ = isSignalled.exchange(false, ordering: .acquiringAndReleasing)
        }
    }
}
