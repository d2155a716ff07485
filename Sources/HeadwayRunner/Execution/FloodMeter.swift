/// Tells when a command prints so much that only some of it is read: reading all would take a core from what is measured.
struct FloodMeter {
    /// The share of a core that reading may take for longer.
    private static let share = 0.1
    /// How long it may read in one go.
    private static let most = Duration.milliseconds(50)

    /// How long it may read now.
    private var credit = FloodMeter.most
    private var last = Duration.zero

    /// Begins to read.
    ///
    /// - Parameter now: The uptime.
    /// - Returns: Whether it has read too much lately, so that it should only skim.
    mutating func begin(at now: Duration) -> Bool {
        pass(to: now)
        return credit <= .zero
    }

    /// Notes that it has read.
    ///
    /// - Parameters:
    ///   - now: The uptime.
    ///   - hasSkimmed: Whether it has read only little.
    mutating func end(at now: Duration, hasSkimmed: Bool) {
        if !hasSkimmed { credit -= now - last }
        pass(to: now)
    }

    private mutating func pass(to now: Duration) {
        credit = min(credit + (now - last) * Self.share, Self.most)
        last = now
    }
}
