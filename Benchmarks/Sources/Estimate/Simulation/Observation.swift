import Headway

/// What a program sees at an instant of a run, and, beside it, the truth.
struct Observation {
    /// The run's elapsed seconds.
    var elapsed: Double
    /// How each phase is.
    var phases: [PhaseNow]
    /// Whether a phase has ended beside those that run, and nothing has begun since.
    var waitsForAll: Bool
    /// When each phase that is over ended, in seconds; `nil` of skipped ones.
    var ends: [Double?]
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
                waitsForAll: waitsForAll(run, at: time),
                ends: run.phases.indices.map { index in
                    let end = run.starts[index] + run.phases[index].duration
                    return run.phases[index].isSkipped || end > time ? nil : end
                },
                completed: completed,
                progress: progress / Double(phases.count),
                remaining: run.total - time
            )
        }
    }

    /// Whether a phase has ended beside two or more that run, and nothing has begun since.
    private static func waitsForAll(_ run: SimulatedRun, at time: Double) -> Bool {
        let begun = run.phases.indices.filter { !run.phases[$0].isSkipped && run.starts[$0] < time }
        func end(_ index: Int) -> Double { run.starts[index] + run.phases[index].duration }
        let running = begun.filter { end($0) > time }
        guard running.count > 1, let last = running.map({ run.starts[$0] }).max() else { return false }
        return begun.contains { end($0) <= time && end($0) > last }
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
