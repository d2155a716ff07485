/// What a program sees at an instant of a run, and, beside it, the truth.
struct Observation {
    /// The run's elapsed seconds.
    var elapsed: Double
    /// How many phases have completed.
    var completed: Int
    /// Of the current phase: its elapsed seconds, its fraction, how often it reported, the integral of its fraction.
    var phaseElapsed: Double
    var fraction: Double
    var reports: Int
    var integral: Double
    /// How far the run is if all phases count alike.
    var progress: Double
    /// How long the run really takes.
    var remaining: Double

    /// The instants of a run, equally spaced: at each of them progress is reported if it has changed.
    static func all(of phases: [SimulatedPhase], _ workload: Workload, count: Int) -> [Observation] {
        let total = phases.reduce(0) { $0 + $1.duration }
        var result: [Observation] = []
        result.reserveCapacity(count)
        var current = 0
        var begin = 0.0
        var last = Observation(
            elapsed: 0,
            completed: 0,
            phaseElapsed: 0,
            fraction: 0,
            reports: 0,
            integral: 0,
            progress: 0,
            remaining: 0
        )
        for number in 0..<count {
            let time = (Double(number) + 0.5) / Double(count) * total
            while current < phases.count - 1, begin + phases[current].duration <= time {
                begin += phases[current].duration
                current += 1
                (last.phaseElapsed, last.fraction, last.reports, last.integral) = (0, 0, 0, 0)
            }
            let seconds = time - begin
            let share = min(max(seconds / phases[current].duration, 0), 1 - 1e-12)
            let fraction = min(max(phases[current].fraction(workload, at: share), 0), 1)
            last = Observation(
                elapsed: time,
                completed: current,
                phaseElapsed: seconds,
                fraction: fraction,
                reports: last.reports + (fraction > last.fraction ? 1 : 0),
                integral: last.integral + last.fraction * (seconds - last.phaseElapsed),
                progress: (Double(current) + fraction) / Double(phases.count),
                remaining: total - time
            )
            result.append(last)
        }
        return result
    }
}
