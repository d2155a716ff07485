#if canImport(FoundationEssentials)
public import FoundationEssentials
#else
public import Foundation
#endif

/// The machine's own time.
public struct SystemClock: ProgressClock {
    private static let origin = SuspendingClock().now

    /// Makes a clock; all of them tell the same time.
    public init() {}

    /// The wall clock.
    public var date: Date { Date() }

    /// The time since the process first asked for it, not counting what the machine slept.
    public var uptime: Duration { Self.origin.duration(to: SuspendingClock().now) }

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
