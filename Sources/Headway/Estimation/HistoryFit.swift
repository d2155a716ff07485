/// What past runs say, as far as it doesn't change while a run goes on: each phase's usual duration, how much phases vary
/// from run to run, and how much the runs' speeds do.
///
/// The model: ln duration = what is usual for the phase + the speed of the run + noise.
struct HistoryFit: Sendable {
    /// What past runs say of one phase.
    struct Phase: Sendable {
        /// The mean of ln duration; `nil` without a past.
        var mean: Double?
        /// In how many past runs it succeeded.
        var count = 0
        /// The progress curve; only where there is a past.
        var curve: ProgressCurve?
        /// ln of what it is expected to take, where it has no past.
        var guess: Double?
    }

    private(set) var phases: [Phase]
    /// How many past runs say anything: n.
    private(set) var runs = 0
    /// How many phases have a past: |H|.
    private(set) var known = 0
    /// Whether any phase without a past has a guess.
    private(set) var hasGuesses = false
    /// The squares of what neither phase nor run explains, and how many they count for.
    private(set) var noiseSquares = 0.0
    private(set) var noiseCount = 0.0
    /// The squares of the runs' effects: Σr².
    private(set) var speedSquares = 0.0
    /// The mean over the runs of 1/(the phases that it has).
    private(set) var meanReciprocal = 0.0
    /// Which phases run side by side, if any do.
    let order: PhaseOrder?

    init(_ past: [PhasePast]) {
        var grid = DurationGrid(past.map(\.durations))
        grid.tame()
        let means = grid.fit()

        phases = past.indices.map { index in
            var phase = Phase()
            if grid.counts[index] > 0 {
                phase.mean = means[index]
                phase.count = grid.counts[index]
            } else if let seconds = past[index].expectedSeconds, seconds > 0, seconds.isFinite {
                phase.guess = PlatformMath.ln(DurationGrid.sane(seconds))
            }
            return phase
        }
        hasGuesses = phases.contains { $0.guess != nil }
        known = phases.count { $0.mean != nil }
        order = PhaseOrder(past.map(\.span))
        guard known > 0 else { return }

        runs = grid.usedRuns.count
        noiseSquares = grid.residualSquares(means)
        noiseCount = Double(max(grid.cells - known - (runs - 1), 0))
        for run in grid.usedRuns {
            speedSquares += grid.effects[run] * grid.effects[run]
            meanReciprocal += 1 / Double(grid.runCounts[run]) / Double(runs)
        }
        fitCurves(past)
    }

    private mutating func fitCurves(_ past: [PhasePast]) {
        var squares = 0.0
        var all = 0
        var sums: [(sum: Double, count: Int)] = []
        sums.reserveCapacity(phases.count)
        for index in phases.indices {
            var sum = 0.0
            var count = 0
            if phases[index].mean != nil {
                for value in past[index].logGammas where value.isFinite {
                    sum += value
                    count += 1
                }
                let mean = sum / Double(count + 1)
                for value in past[index].logGammas where value.isFinite { squares += (value - mean) * (value - mean) }
                all += count
            }
            sums.append((sum, count))
        }
        for index in phases.indices where phases[index].mean != nil {
            let (sum, count) = sums[index]
            phases[index].curve = ProgressCurve(sum: sum, count: count, squares: squares, all: all)
        }
    }
}
