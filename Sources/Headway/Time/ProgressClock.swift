#if canImport(FoundationEssentials)
public import FoundationEssentials
#else
public import Foundation
#endif

/// Where Headway takes its time from.
///
/// Programs use ``SystemClock``; tests pass in one that they move themselves.
public protocol ProgressClock: Sendable {
    /// The wall clock, for people. It may jump.
    var date: Date { get }

    /// The time since an arbitrary moment, by a clock that never goes back and stands still while the machine sleeps.
    var uptime: Duration { get }

    /// Blocks the calling thread until a moment or until somebody wakes it, whichever comes first.
    ///
    /// It may return early for no reason; whoever calls it looks at the clock again.
    ///
    /// - Parameters:
    ///   - deadline: The ``uptime`` until which to wait; `nil` to wait for the wakeup alone.
    ///   - wakeup: What may end the wait early.
    func wait(until deadline: Duration?, wakeup: Wakeup)
}
