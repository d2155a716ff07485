/// What speaks for a number in the output being progress, where its form alone proves nothing.
///
/// It is believed when it has gone up several times in the same words, began near its start, and has not gone down until
/// then. In a line that is drawn over, three values are enough. In a log it takes four, and a word beside it or brackets
/// around it. From then on those words are followed whatever comes; others only when they have come to their end.
struct GenericEvidence {
    /// A number that may be progress.
    struct Sighting {
        /// The line's text before it.
        var before: LineBytes
        var value: Double
        /// What it is when all is done.
        var scale: Double
        var isDrawn: Bool
        /// The line's text after it.
        var after: LineBytes
        /// Whether it stands in brackets of its own.
        var isEnclosed = false

        /// Whether what is around it says that it is progress.
        var hasContext: Bool { isEnclosed || CounterWords.end(before) || CounterWords.begin(after) }
        /// Whether it says that it is something else.
        var isOther: Bool { CounterWords.speakAgainst(before, after) }
    }

    private struct Track {
        var key: UInt64
        var first: Double
        var second: Double?
        var last: Double
        var steps = 1
        var hasFallen = false
        var lastUse: Int
    }

    private static let mostTracks = 8

    private let isTrusted: Bool
    private var tracks: [Track] = []
    private var chosen: UInt64?
    private var isAtEnd = false
    /// Other words since those that were chosen have come to their end.
    private var later: UInt64?
    /// Whether numbers have been seen that count from zero.
    private(set) var countsFromZero = false
    private var time = 0
    /// What was before the last number that was drawn over nothing, as a bar is the first time.
    private var undrawn: [UInt8] = []
    private var undrawnValue = 0.0
    private static let longestUndrawn = 100

    init(isTrusted: Bool) {
        self.isTrusted = isTrusted
    }

    /// Takes a number into account.
    ///
    /// - Returns: Whether it is progress.
    mutating func believes(_ sighting: Sighting) -> Bool {
        if sighting.value == 0 { countsFromZero = true }
        if isTrusted { return true }
        guard !sighting.isOther else { return false }
        guard sighting.isDrawn || sighting.hasContext else {
            remember(sighting)
            return false
        }
        let shape = sighting.isDrawn ? TextShape.hash(of: sighting.before) : TextShape.logHash(of: sighting.before)
        let key = ((shape ^ sighting.scale.bitPattern) &* 0x100_0000_01B3) & ~1 | (sighting.isDrawn ? 1 : 0)
        if let chosen { return chosen == key ? goOn(sighting) : isLater(key) }
        time += 1
        guard let index = tracks.firstIndex(where: { $0.key == key }) else {
            var track = Track(key: key, first: sighting.value, last: sighting.value, lastUse: time)
            if sighting.isDrawn, undrawnValue < sighting.value, hashOfUndrawn == shape {
                track.first = undrawnValue
                track.second = sighting.value
                track.steps = 2
            }
            begin(track)
            return false
        }
        tracks[index].lastUse = time
        if sighting.value < tracks[index].last { tracks[index].hasFallen = true }
        guard sighting.value > tracks[index].last, !tracks[index].hasFallen else { return false }
        tracks[index].last = sighting.value
        tracks[index].steps += 1
        tracks[index].second = tracks[index].second ?? sighting.value
        guard tracks[index].steps >= (sighting.isDrawn ? 3 : 4), beginsAtStart(tracks[index], sighting.scale) else {
            return false
        }
        chosen = key
        tracks = []
        return goOn(sighting)
    }

    private mutating func goOn(_ sighting: Sighting) -> Bool {
        isAtEnd = sighting.value >= sighting.scale
        later = nil
        return true
    }

    /// Whether words come after those that were chosen, for the second time.
    private mutating func isLater(_ key: UInt64) -> Bool {
        guard isAtEnd else { return false }
        defer { later = key }
        return later == key
    }

    private mutating func remember(_ sighting: Sighting) {
        guard sighting.before.count <= Self.longestUndrawn else { return }
        undrawn.removeAll(keepingCapacity: true)
        undrawn.append(contentsOf: sighting.before)
        undrawnValue = sighting.value
    }

    private var hashOfUndrawn: UInt64 { undrawn.withUnsafeBufferPointer { TextShape.hash(of: $0[...]) } }

    private mutating func begin(_ track: Track) {
        if tracks.count == Self.mostTracks,
            let oldest = tracks.indices.min(by: { tracks[$0].lastUse < tracks[$1].lastUse })
        {
            tracks.remove(at: oldest)
        }
        tracks.append(track)
    }

    /// Whether its first value was at most a tenth of the way, or a step like the next one: 25 %, 50 %.
    private func beginsAtStart(_ track: Track, _ scale: Double) -> Bool {
        let second = track.second ?? track.first
        return track.first <= max(1, scale / 10) || abs(second - 2 * track.first) <= track.first * 0.2
    }
}
