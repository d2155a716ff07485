/// What past runs tell about one phase.
public struct PhasePast: Sendable, Hashable {
    /// How long it took in each past run, in seconds, the oldest run first; `nil` where it didn't run or didn't succeed.
    ///
    /// The same place is the same run in all phases, so that a slow run can be told from a slow phase.
    public var durations: [Double?]
    /// The logarithms of the exponents of its progress curves, as ``ProgressCurve`` computes them, in any order.
    public var logGammas: [Double]
    /// How long it is expected to take by the author of a plan, in seconds: a guess for a phase without durations.
    public var expectedSeconds: Double?
    /// In how many past runs it was skipped.
    public var skips: Int
    /// When the phase began and ended in the newest run that tells, in seconds since that run began.
    public var span: ClosedRange<Double>?

    /// Makes a phase's past.
    ///
    /// - Parameters:
    ///   - durations: How long it took in each past run, in seconds, the oldest run first.
    ///   - logGammas: The logarithms of the exponents of its progress curves.
    ///   - expectedSeconds: A guess, in seconds.
    ///   - skips: In how many past runs it was skipped.
    ///   - span: When it began and ended in the newest run.
    public init(
        durations: [Double?] = [],
        logGammas: [Double] = [],
        expectedSeconds: Double? = nil,
        skips: Int = 0,
        span: ClosedRange<Double>? = nil
    ) {
        self.durations = durations
        self.logGammas = logGammas
        self.expectedSeconds = expectedSeconds
        self.skips = skips
        self.span = span
    }
}
