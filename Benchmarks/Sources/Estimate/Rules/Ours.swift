import Headway

/// Headway's estimates of a simulated run.
enum Ours {
    static func estimates(_ run: [Observation], past: [PhasePast]) -> [TimeEstimate?] {
        let estimator = TimeEstimator(past: past)
        return run.map { now in
            estimator.estimate(now.phases, elapsed: now.elapsed, waitsForAll: now.waitsForAll, ends: now.ends)?.run
        }
    }
}
