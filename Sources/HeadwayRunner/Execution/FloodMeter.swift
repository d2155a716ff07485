/// Tells when a command prints so much that only some of it is read: reading all would take a core from what is measured.
struct FloodMeter {
    /// The share of a core that reading may take for longer.
    private static let share = 0.1
    /// How long it may read in one go.
    private static let most = Duration.milliseconds(50)

    /// After so many bytes of floods without a line for Headway there will hardly be one.
    private static let longestSearch = 64 << 20

    /// How many bytes have been searched for such lines and nothing else.
    private var searched = 0
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
    ///   - skimmed: How many bytes it has only searched for lines for Headway; `nil` if it has read them all.
    mutating func end(at now: Duration, skimmed: Int?) {
        if let skimmed { searched += skimmed } else { credit -= now - last }
        pass(to: now)
    }

    /// Whether so much has been searched that the search may end, if nothing has been found.
    var hasSearchedEnough: Bool { searched > Self.longestSearch }

    private mutating func pass(to now: Duration) {
        credit = min(credit + (now - last) * Self.share, Self.most)
        last = now
    }
}
