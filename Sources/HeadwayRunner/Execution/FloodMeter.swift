/// Tells when a command prints so much that only some of it is read: reading all would take a core from what is measured.
struct FloodMeter {
    /// What is more than this in one interval, in bytes, is a flood.
    private static let limit = 2 << 20
    private static let interval = Duration.milliseconds(50)

    private var start = Duration.zero
    private var count = 0

    /// Counts the next bytes.
    ///
    /// - Parameters:
    ///   - bytes: How many.
    ///   - now: The uptime.
    /// - Returns: Whether they belong to a flood.
    mutating func isFlood(adding bytes: Int, at now: Duration) -> Bool {
        if now - start >= Self.interval { (start, count) = (now, 0) }
        count += bytes
        return count > Self.limit
    }
}
