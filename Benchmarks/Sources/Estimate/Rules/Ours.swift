import Headway

/// Headway's estimates of a simulated run.
enum Ours {
    static func estimates(_ run: [Observation], past: [PhasePast]) -> [TimeEstimate?] {
        let estimator = TimeEstimator(past: past)
        return run.map { estimator.estimate($0.phases, elapsed: $0.elapsed, waitsForAll: $0.waitsForAll)?.run }
    }
}
