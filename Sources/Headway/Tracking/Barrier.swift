import Synchronization

/// Tells somebody once, when the last of several mailboxes has handled all that it had when the barrier was put in.
final class Barrier: Sendable {
    private let missing: Atomic<Int>
    private let whenReached: @Sendable () -> Void

    /// - Parameters:
    ///   - count: How many arrivals it takes; with none it is reached at once.
    ///   - whenReached: Called once, on the thread of the last arrival.
    init(count: Int, whenReached: @escaping @Sendable () -> Void) {
        missing = Atomic(count)
        self.whenReached = whenReached
        if count == 0 { whenReached() }
    }

    func arrive() {
        if missing.subtract(1, ordering: .acquiringAndReleasing).newValue == 0 { whenReached() }
    }
}
