import Synchronization

/// Something that one thread waits for and another says once.
final class Acknowledgement: Sendable {
    private let wakeup = Wakeup()
    private let isGiven = Atomic(false)

    func give() {
        isGiven.store(true, ordering: .releasing)
        wakeup.signal()
    }

    /// Waits.
    ///
    /// - Parameter deadline: How long at most; `nil` for ever.
    /// - Returns: Whether it was given.
    func wait(within deadline: Duration?) -> Bool {
        if let deadline { wakeup.wait(atMost: deadline) } else { wakeup.wait() }
        return isGiven.load(ordering: .acquiring)
    }
}
