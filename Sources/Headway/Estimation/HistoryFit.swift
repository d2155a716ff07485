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
        /// The sum of its progress curves' G, and how many there are.
        var curves = (sum: 0.0, count: 0)
        /// ln of what it is expected to take, where it has no past.
        var guess: Double?
        /// The probability that it isn't skipped.
        var presence = 1.0
    }

    let priors: EstimationPriors

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
    /// The squares of the distances of all G from their phase's mean, and how many those are.
    private var curveSquares = 0.0
    private var curveCount = 0
    /// Which phases run side by side, if any do.
    let order: PhaseOrder?

    init(_ past: [PhasePast], priors: EstimationPriors) {
        self.priors = priors
        var grid = DurationGrid(past.map(\.durations))
        let successes = grid.counts
        grid.tame(priors)
        let means = grid.fit()

        phases = past.indices.map { index in
            var phase = Phase()
            if grid.counts[index] > 0 {
                phase.mean = means[index]
                phase.count = grid.counts[index]
            } else if let seconds = past[index].expectedSeconds, seconds > 0, seconds.isFinite {
                phase.guess = PlatformMath.ln(DurationGrid.sane(seconds))
            }
            // Like one more time in which it did run; also those count in which it took another time than now.
            let ran = Double(successes[index] + 1)
            phase.presence = ran / (ran + Double(max(past[index].skips, 0)))
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

    /// What is known of a phase; `nil` for one that the past wasn't asked for.
    func phase(_ index: Int) -> Phase? { phases.indices.contains(index) ? phases[index] : nil }

    private mutating func fitCurves(_ past: [PhasePast]) {
        for index in phases.indices where phases[index].mean != nil {
            let shapes = past[index].logGammas.filter(\.isFinite)
            let sum = shapes.reduce(0, +)
            let mean = sum / Double(shapes.count + 1)
            phases[index].curves = (sum, shapes.count)
            curveSquares += shapes.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
            curveCount += shapes.count
        }
    }

    /// The progress curve of a phase; `nil` where there is no past.
    ///
    /// - Parameters:
    ///   - index: The phase.
    ///   - isCounted: Whether its progress is a count of units.
    func curve(of index: Int, isCounted: Bool) -> ProgressCurve? {
        guard phases.indices.contains(index), phases[index].mean != nil else { return nil }
        let (sum, count) = phases[index].curves
        return ProgressCurve(
            sum: sum,
            count: count,
            squares: curveSquares,
            all: curveCount,
            isCounted: isCounted,
            priors: priors
        )
    }
}
