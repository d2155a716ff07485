import Headway

/// Headway's estimates of a simulated run.
enum Ours {
    static func estimates(_ run: [Observation], of benchmark: SimulatedBenchmark, past count: Int, _ workload: Workload)
        -> [TimeEstimate]
    {
        let past = benchmark.past(count)
        let estimator = TimeEstimator(
            past: benchmark.target.indices.map { phase in
                PhasePast(
                    durations: past.map { $0[phase].duration },
                    logGammas: past.compactMap { logGamma(of: $0[phase], workload) }
                )
            }
        )
        let completed = benchmark.target.map {
            PhaseNow.completed(duration: $0.duration, logGamma: logGamma(of: $0, workload))
        }
        return run.map { now in
            var phases = Array(completed.prefix(now.completed))
            phases.append(
                .running(
                    elapsed: now.phaseElapsed,
                    fraction: now.fraction,
                    reports: now.reports,
                    integral: now.integral
                )
            )
            phases += Array(repeating: .pending, count: completed.count - phases.count)
            return estimator.estimate(phases, elapsed: now.elapsed)?.run
                ?? TimeEstimate(point: .nan, p10: .nan, p50: .nan, p90: .nan)
        }
    }

    private static func logGamma(of phase: SimulatedPhase, _ workload: Workload) -> Double? {
        let shape = phase.shape(workload)
        return ProgressCurve.logGamma(
            integral: shape.mean * phase.duration,
            duration: phase.duration,
            reports: shape.reports,
            fraction: shape.last
        )
    }
}
