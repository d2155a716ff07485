/// Decides when a new estimate is worth an event: at most once a second, and only if it says something else than the old
/// one counted down.
struct EstimatePacer {
    private static let interval = Duration.seconds(1)
    /// A change of the point by less than this share isn't news.
    private static let leastChange = 0.05

    private var nextAt = Duration.zero

    /// How much longer a run will take.
    ///
    /// - Parameters:
    ///   - state: The run.
    ///   - elapsed: How long it has been going on, in seconds.
    static func estimate(_ state: RunState, atElapsed elapsed: Double) -> TimeEstimate? {
        guard state.status == .running else { return nil }
        return LinearEstimator.remaining(fraction: state.fraction, elapsed: elapsed)
    }

    /// The estimate to report now, if there is one to report.
    ///
    /// - Parameters:
    ///   - state: The run.
    ///   - now: The uptime.
    mutating func next(for state: RunState, at now: Duration) -> TimeEstimate? {
        guard state.status == .running, now >= nextAt else { return nil }
        let elapsed = state.elapsedSeconds
        guard let estimate = Self.estimate(state, atElapsed: elapsed) else { return nil }
        if let shown = state.remaining(atElapsed: elapsed),
            abs(shown.point - estimate.point) <= Self.leastChange * max(estimate.point, 1)
        {
            return nil
        }
        nextAt = now + Self.interval
        return estimate
    }
}
