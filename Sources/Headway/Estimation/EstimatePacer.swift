/// Decides when a new estimate is worth an event: at most every two seconds, and only if it says something else than the old
/// one counted down.
struct EstimatePacer {
    private static let interval = Duration.seconds(2)
    /// With very many phases an estimate takes its time, so it is made less often.
    private static let intervalPerPhase = Duration.microseconds(100)
    /// A change of the point by less than this share of the point isn't visible.
    private static let leastChange = 0.05
    /// One by less than this share of the interval is no more than what wasn't known anyway.
    private static let leastShift = 0.1
    /// The interval itself has to change by this share of it to be told anew.
    private static let leastStretch = 0.25

    /// With more running phases than this they aren't told one by one.
    private static let phaseLimit = 32

    private var estimator: RunEstimator
    /// While nothing happens the estimate only says that time passes, which whoever shows it knows.
    private static let quietInterval = Duration.seconds(15)

    private var nextAt = Duration.zero
    /// When something was told last, and the sequence that the run had then.
    private var told: (at: Duration, sequence: Int)?

    /// - Parameter history: The past runs.
    init(history: PhaseHistory? = nil) {
        estimator = RunEstimator(history: history)
    }

    /// How much longer a run will take.
    ///
    /// - Parameters:
    ///   - state: The run.
    ///   - elapsed: How long it has been going on, in seconds.
    mutating func estimate(_ state: RunState, atElapsed elapsed: Double) -> TimeEstimate? {
        estimator.estimate(state, atElapsed: elapsed)?.run
    }

    /// What there is to report of the time remaining.
    enum News {
        case estimate(RunEstimate)
        /// Nothing can be said any more.
        case nothingKnown
    }

    /// What to report now, if there is anything to report.
    ///
    /// - Parameters:
    ///   - state: The run.
    ///   - elapsed: How long it has been going on, in seconds.
    ///   - now: The uptime.
    mutating func next(for state: RunState, atElapsed elapsed: Double, at now: Duration) -> News? {
        guard state.status == .running, now >= nextAt else { return nil }
        // What was told is an event itself.
        if let told, state.sequence <= told.sequence + 1, now < told.at + Self.quietInterval { return nil }
        nextAt = now + max(Self.interval, Self.intervalPerPhase * state.phases.count)
        guard var estimate = estimator.estimate(state, atElapsed: elapsed) else {
            guard state.remainingSeconds != nil else { return nil }
            told = (now, state.sequence)
            return .nothingKnown
        }
        // More than these nobody sees at once, and each costs room in the journal.
        if estimate.phases.count > Self.phaseLimit { estimate.phases = [:] }
        guard isNews(estimate, for: state, atElapsed: elapsed) else { return nil }
        told = (now, state.sequence)
        return .estimate(estimate)
    }

    /// Whether an estimate says something else than the state has, of the run or of a phase.
    private func isNews(_ estimate: RunEstimate, for state: RunState, atElapsed elapsed: Double) -> Bool {
        guard let shown = state.remaining(atElapsed: elapsed) else { return true }
        if Self.differs(estimate.run, from: shown) { return true }
        return estimate.phases.contains { index, estimate in
            guard state.phases[index].remainingSeconds != nil,
                let shown = state.remaining(ofPhase: index, atElapsed: elapsed)
            else { return true }
            return Self.differs(estimate, from: shown)
        }
    }

    /// Whether an estimate says something else than another: its point is visibly elsewhere, by more than it claims to
    /// know anyway; or the interval has become much wider or narrower.
    static func differs(_ estimate: TimeEstimate, from shown: TimeEstimate) -> Bool {
        let width = estimate.p90 - estimate.p10
        let visible = leastChange * max(estimate.point, 1)
        if abs(estimate.point - shown.point) > max(visible, leastShift * width) { return true }
        let stretch = leastStretch * max(width, estimate.point, 1)
        return abs(estimate.p10 - shown.p10) > stretch || abs(estimate.p90 - shown.p90) > stretch
    }
}
