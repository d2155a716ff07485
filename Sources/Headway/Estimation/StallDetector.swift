/// Tells a phase that hangs from one that is slow: it has been quiet for much longer than it ever was.
///
/// A sign of life is progress or a line of output. What "much longer" is follows from the phase's own rhythm: four times
/// its longest pause and ten times its usual one, twice the longest that past runs usually had, at least five seconds;
/// more where the rhythm rests on few signs and no past run confirms it. A phase that has given few signs or none has no rhythm yet; of it only what past runs say is known, so it is quiet for
/// too long after three times the longest pause that they usually had, or where that isn't known three times what the
/// whole phase is expected to take; and never where nothing is known.
struct StallDetector: Sendable {
    /// What has changed.
    enum Change: Hashable {
        case stalled
        case resumed
    }

    private static let fewSigns = 3
    private static let leastQuiet: Double = 5
    private static let leastQuietWithoutRhythm: Double = 60
    /// A stall counts as a pause of at most so many times what was allowed: enough that work which is always quiet for
    /// that long is learned in a run or two, and too little for a phase that hung for hours to end all watching.
    private static let mostLearned: Double = 8
    /// A look that comes so much later than the one before means that we stood still, not the phase.
    private static let longestLook: Double = 5

    /// When the last sign of life was, in seconds of the clock that the detector is asked with.
    private(set) var lastSign: Double
    private(set) var isStalled = false
    private let expected: Double?
    private let usualQuiet: Double?
    /// The longest pause, stalls that have passed included as far as they count.
    private var longestQuiet: Double = 0
    /// As how long a pause the stall that goes on counts at most.
    private var learnable = Double.infinity
    private var lastLook: Double
    private var signs = 0
    private var longestPause: Double = 0
    private var pauses: Double = 0

    /// - Parameters:
    ///   - start: When the phase began, in seconds.
    ///   - expected: How long it is expected to take, in seconds, if that is known.
    ///   - usualQuiet: Its longest pause in past runs, usually, in seconds, if that is known.
    init(start: Double, expected: Double?, usualQuiet: Double? = nil) {
        lastSign = start
        lastLook = start
        self.expected = expected
        self.usualQuiet = usualQuiet
    }

    /// Looks at the phase.
    ///
    /// - Parameters:
    ///   - now: The time, in seconds.
    ///   - hasSign: Whether it has given a sign of life since the last look.
    /// - Returns: What has changed by that, if something has.
    mutating func look(at now: Double, hasSign: Bool) -> Change? {
        if now - lastLook > Self.longestLook { lastSign += now - lastLook }
        lastLook = now
        if hasSign {
            let pause = max(now - lastSign, 0)
            lastSign = now
            longestQuiet = max(longestQuiet, min(pause, learnable))
            learnable = .infinity
            // The pause of a stall says nothing of the rhythm.
            if !isStalled {
                signs += 1
                longestPause = max(longestPause, pause)
                pauses += pause
            }
            defer { isStalled = false }
            return isStalled ? .resumed : nil
        }
        guard !isStalled, let limit, now - lastSign > limit else { return nil }
        isStalled = true
        learnable = Self.mostLearned * limit
        return .stalled
    }

    /// How long it may be quiet.
    private var limit: Double? {
        if signs >= Self.fewSigns {
            let usual = usualQuiet.map { 2 * $0 } ?? Self.leastQuietWithoutRhythm / Double(signs)
            return max(Self.leastQuiet, 4 * longestPause, 10 * pauses / Double(signs), usual)
        }
        return (usualQuiet ?? expected).map { max(Self.leastQuietWithoutRhythm, 3 * $0) }
    }

    /// For how long the phase has been quiet at most, in seconds, rounded to the pace at which it is looked at: what later
    /// runs learn, so that a stall counts only so much.
    ///
    /// - Parameter end: When the phase ends, in seconds.
    func longestQuiet(at end: Double) -> Double {
        (max(longestQuiet, min(end - lastSign, learnable)) * 10).rounded() / 10
    }
}
