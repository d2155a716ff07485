/// How long a reader waits for files that can't be read: for ever if a run hasn't begun, and a moment if they are damaged,
/// as somebody may just be copying them.
package struct ReadPatience: Sendable {
    private static let limit = Duration.seconds(2)

    private var damagedSince: Duration?

    package init() {}

    /// Whether to look again.
    ///
    /// - Parameters:
    ///   - error: What was wrong this time.
    ///   - now: The uptime.
    package mutating func isWorthWaiting(for error: RunReaderError, at now: Duration) -> Bool {
        switch error.kind {
        case .missing:
            damagedSince = nil
            return true
        case .damaged:
            let since = damagedSince ?? now
            damagedSince = since
            return now - since < Self.limit
        case .lasting: return false
        }
    }
}
