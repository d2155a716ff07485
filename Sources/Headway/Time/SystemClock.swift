import Synchronization

#if canImport(FoundationEssentials)
public import FoundationEssentials
#else
public import Foundation
#endif

/// The machine's own time.
public struct SystemClock: ProgressClock {
    private static let origin = SuspendingClock().now
    /// There is one for the process, as it is stopped as a whole.
    private static let stopped = Mutex(StoppedTime())

    /// Makes a clock; all of them tell the same time.
    public init() {}

    /// The wall clock.
    public var date: Date { Date() }

    /// The time since the process first asked for it, not counting what the machine slept, nor what the process was
    /// stopped where it was told of that.
    public var uptime: Duration { Self.stopped.withLock { $0.without(Self.running) } }

    private static var running: Duration { origin.duration(to: SuspendingClock().now) }

    /// Has time stand still, as the process is about to be stopped.
    package static func stop() {
        stopped.withLock { $0.stop(at: running) }
    }

    /// Has time go on, as the process does.
    package static func goOn() {
        stopped.withLock { $0.goOn(at: running) }
    }

    /// Blocks the calling thread until a moment or until somebody wakes it.
    ///
    /// - Parameters:
    ///   - deadline: The ``uptime`` until which to wait; `nil` to wait for the wakeup alone.
    ///   - wakeup: What may end the wait early.
    public func wait(until deadline: Duration?, wakeup: Wakeup) {
        guard let deadline else { return wakeup.wait() }
        let left = deadline - uptime
        if left > .zero { wakeup.wait(atMost: left) }
    }
}
