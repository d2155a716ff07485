import Headway

/// What a program sees at an instant of a run, and, beside it, the truth.
struct Observation {
    /// The run's elapsed seconds.
    var elapsed: Double
    /// How each phase is.
    var phases: [PhaseNow]
    /// Whether a phase has ended beside those that run, and nothing has begun since.
    var waitsForAll: Bool
    /// How many phases have completed, or were skipped.
    var completed: Int
    /// How far the run is if all phases count alike.
    var progress: Double
    /// How long the run really takes.
    var remaining: Double

    /// The instants of a run, equally spaced: at each of them progress is reported if it has changed.
    static func all(of run: SimulatedRun, _ workload: Workload, count: Int) -> [Observation] {
        let ended = run.phases.map {
            PhaseNow.completed(duration: $0.duration, logGamma: SimulatedRun.logGamma(of: $0, workload))
        }
        var tallies = Array(repeating: Tally(), count: run.phases.count)
        return (0..<count).map { number in
            let time = (Double(number) + 0.5) / Double(count) * run.total
            var completed = 0
            var progress = 0.0
            let phases = run.phases.indices.map { index -> PhaseNow in
                let phase = run.phases[index]
                let seconds = time - run.starts[index]
                guard seconds > 0 else { return .pending }
                guard !phase.isSkipped, seconds < phase.duration else {
                    completed += 1
                    progress += 1
                    return phase.isSkipped ? .over : ended[index]
                }
                let share = min(max(seconds / phase.duration, 0), 1 - 1e-12)
                tallies[index].take(min(max(phase.fraction(workload, at: share), 0), 1), at: seconds)
                progress += tallies[index].fraction
                return .running(
                    elapsed: seconds,
                    fraction: tallies[index].fraction,
                    reports: tallies[index].reports,
                    integral: tallies[index].integral,
                    isCounted: workload.isCounted
                )
            }
            return Observation(
                elapsed: time,
                phases: phases,
                waitsForAll: false,
                completed: completed,
                progress: progress / Double(phases.count),
                remaining: run.total - time
            )
        }
    }

    /// What is kept of a running phase's reports.
    private struct Tally {
        var seconds = 0.0
        var fraction = 0.0
        var reports = 0
        var integral = 0.0

        mutating func take(_ new: Double, at now: Double) {
            integral += fraction * (now - seconds)
            if new > fraction { reports += 1 }
            (fraction, seconds) = (new, now)
        }
    }
}
