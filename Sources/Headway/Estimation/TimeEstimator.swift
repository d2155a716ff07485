/// Estimates how much longer a run takes: the past of its phases in, their present in, the time left out.
///
/// A phase's log duration in a run is taken as its own mean, plus the speed of the whole run, plus noise. Past runs give
/// means, noise and speeds; phases that have completed tell the speed of this run; a running phase tells its own end by
/// its progress, on a curve whose shape is learned. All of that is blended by precision, conditioned on "not over yet",
/// and summed up as log-normals. What is believed beforehand counts as observations, so that it works from no past to
/// plenty. Phases that run side by side are not summed up: the longest chain counts.
///
/// It is a pure value, and an estimate costs time in proportion to the number of phases.
public struct TimeEstimator: Sendable {
    private let fit: HistoryFit

    /// Makes an estimator for a run.
    ///
    /// - Parameter past: What past runs tell of each phase of the run, in order.
    public init(past: [PhasePast] = []) {
        self.init(past: past, priors: EstimationPriors())
    }

    init(past: [PhasePast], priors: EstimationPriors) {
        fit = HistoryFit(past, priors: priors)
    }

    /// Estimates how much longer the run takes.
    ///
    /// - Parameters:
    ///   - phases: How each phase is, in order; those beyond the past that the estimator was made for have none.
    ///   - furtherPhases: How many phases will follow of which nothing else is known.
    ///   - elapsed: How long the run has been going on, in seconds.
    ///   - waitsForAll: Whether what is to come follows the last of the running phases, rather than beginning as one of
    ///     them ends. What past runs tell of that comes first.
    ///   - ends: When each phase that is over ended, in seconds since the run began; `nil` where that isn't known. By them a
    ///     run shows that it goes in another order than the past ones; without them it is taken to go in theirs.
    /// - Returns: The estimate; `nil` if nothing is left, or nothing at all can be said.
    public func estimate(
        _ phases: [PhaseNow],
        furtherPhases: Int = 0,
        elapsed: Double,
        waitsForAll: Bool = false,
        ends: [Double?] = []
    ) -> RunEstimate? {
        let moment = EstimationMoment(
            fit: fit,
            phases: phases,
            furtherPhases: furtherPhases,
            waitsForAll: waitsForAll,
            ends: ends
        )
        return moment.estimate(elapsed: max(elapsed, EstimationPriors.leastSeconds))
    }
}
