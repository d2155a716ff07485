import Foundation
import Headway

/// One simulated run of a benchmark: its phases, and when they run.
struct SimulatedRun {
    let phases: [SimulatedPhase]
    /// When each phase begins, in seconds; of a skipped one when that is said.
    let starts: [Double]
    /// How long the run takes, in seconds.
    let total: Double

    /// Lets each phase begin, in order, as soon as fewer than so many run.
    ///
    /// - Parameters:
    ///   - phases: The phases.
    ///   - lanes: How many run side by side.
    ///   - joins: Whether so many begin at once when all of those before have ended; the first phase runs alone then.
    init(phases: [SimulatedPhase], lanes: Int, joins: Bool = false) {
        var free = Array(repeating: 0.0, count: lanes)
        var starts: [Double] = []
        var now = 0.0
        for (index, phase) in phases.enumerated() {
            if joins, index % lanes == 1 || lanes == 1 { free = Array(repeating: free.max() ?? 0, count: lanes) }
            let lane = free.indices.min { free[$0] < free[$1] } ?? 0
            now = max(now, free[lane])
            starts.append(now)
            if !phase.isSkipped { free[lane] = now + phase.duration }
        }
        self.phases = phases
        self.starts = starts
        total = free.max() ?? 0
    }

    /// The run as later ones know it.
    ///
    /// - Parameters:
    ///   - number: Which run it is.
    ///   - workload: How its phases report.
    ///   - isKnown: Whether a phase is one that it has, and that succeeded.
    func past(_ number: Int, _ workload: Workload, isKnown: (Int) -> Bool) -> PastRun {
        let known = phases.indices.filter(isKnown)
        return PastRun(
            runID: "\(number)",
            startedAt: Date(timeIntervalSince1970: Double(number) * 86_400),
            phases: known.filter { !phases[$0].isSkipped }.map { index in
                PastPhase(
                    name: SimulatedBenchmark.name(index),
                    durationSeconds: phases[index].duration,
                    startSeconds: starts[index],
                    logGamma: Self.logGamma(of: phases[index], workload)
                )
            },
            skipped: known.filter { phases[$0].isSkipped }.map(SimulatedBenchmark.name)
        )
    }

    static func logGamma(of phase: SimulatedPhase, _ workload: Workload) -> Double? {
        let shape = phase.shape(workload)
        return ProgressCurve.logGamma(
            integral: shape.mean * phase.duration,
            duration: phase.duration,
            reports: shape.reports,
            fraction: shape.last
        )
    }
}
