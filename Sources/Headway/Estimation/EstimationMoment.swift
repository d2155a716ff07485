/// The estimate at one moment of a run: the past, and what this run has shown by now.
struct EstimationMoment {
    /// A phase that is running.
    private struct Running {
        var index: Int
        var elapsed: Double
        var reading: ProgressCurve.Reading?
        var hint: RunSpeed.Hint?
    }

    private let fit: HistoryFit
    private let phases: [PhaseNow]
    private let furtherPhases: Int
    private let waitsForAll: Bool
    private let ends: [Double?]

    private let completed: [(index: Int, logDuration: Double)]
    private let pending: [Int]
    private var running: [Running] = []
    private var speed: RunSpeed

    /// What phases of this run are like: how many tell (c′), their mean (μ₁) and variance (τ²).
    private var alike = 0.0
    private var likeMean = 0.0
    private var likeVariance = 0.0

    init(fit: HistoryFit, phases: [PhaseNow], furtherPhases: Int, waitsForAll: Bool, ends: [Double?]) {
        self.fit = fit
        self.phases = phases
        self.furtherPhases = max(furtherPhases, 0)
        self.waitsForAll = waitsForAll
        self.ends = ends
        completed = phases.enumerated().compactMap { index, phase in
            if case .completed(let duration, _) = phase {
                (index, PlatformMath.ln(DurationGrid.sane(duration)))
            } else {
                nil
            }
        }
        pending = phases.indices.filter { phases[$0] == .pending }
        speed = RunSpeed(fit, completed: completed)
        takeRunning()
        takeLikeness()
    }

    /// x: the mean of the logarithm of a phase's duration by history or guess.
    private func usual(_ index: Int) -> Double? { fit.phase(index).flatMap { $0.mean ?? $0.guess } }

    // MARK: What is known

    /// What the running phases say of their own ends (step 1) and of the run's speed (step 2).
    private mutating func takeRunning() {
        var ownCurves: [Bool: ProgressCurve] = [:]
        for (index, phase) in phases.enumerated() {
            guard case .running(let elapsed, let fraction, let reports, let integral, let isCounted) = phase else {
                continue
            }
            let seconds = DurationGrid.sane(elapsed.isNaN ? 0 : elapsed)
            var one = Running(index: index, elapsed: seconds)
            if fraction > 0 {
                let past = fit.curve(of: index, isCounted: isCounted)
                let curve = past ?? ownCurves[isCounted] ?? curveOfThisRun(isCounted: isCounted)
                if past == nil { ownCurves[isCounted] = curve }
                one.reading = curve.read(
                    elapsed: seconds,
                    fraction: min(fraction, 1),
                    reports: reports,
                    integral: integral.isFinite ? min(max(integral, 0), seconds) : 0
                )
            }
            if let reading = one.reading, let past = fit.phase(index), let usual = usual(index) {
                let hint = RunSpeed.Hint(
                    ratio: reading.logDuration - usual,
                    weight: 1 / (speed.variance(of: past) + reading.variance)
                )
                one.hint = hint
                speed.take(hint)
            }
            running.append(one)
        }
    }

    /// The progress curve of phases without a past, from the phases that this run has completed.
    private func curveOfThisRun(isCounted: Bool) -> ProgressCurve {
        let shapes = phases.compactMap { phase -> Double? in
            if case .completed(_, let shape?) = phase, shape.isFinite { shape } else { nil }
        }
        let sum = shapes.reduce(0, +)
        let mean = sum / Double(shapes.count + 1)
        return ProgressCurve(
            sum: sum,
            count: shapes.count,
            squares: shapes.reduce(0) { $0 + ($1 - mean) * ($1 - mean) },
            all: shapes.count,
            isCounted: isCounted,
            priors: fit.priors
        )
    }

    /// What phases of this run are like, for those of which nothing else is known (step 3).
    private mutating func takeLikeness() {
        let shift = speed.mean
        let values = completed.map(\.logDuration) + pending.compactMap { usual($0).map { $0 + shift } }
        alike = Double(values.count)
        let squares = values.reduce(0) { $0 + $1 * $1 }
        if alike > 0 { likeMean = values.reduce(0, +) / alike }
        let priors = fit.priors
        likeVariance =
            (priors.likenessWeight * priors.likeness * priors.likeness + max(squares - alike * likeMean * likeMean, 0))
            * likeReciprocal
    }

    /// One by the number of observations that tell the variance of phases.
    private var likeReciprocal: Double { 1 / (fit.priors.likenessWeight + max(alike - 1, 0)) }

    // MARK: What follows

    /// The belief about a running phase (step 4); other running phases tell it the speed of the run, itself doesn't.
    private func model(_ one: Running) -> RunningPhaseModel {
        let belief: RunningPhaseModel.Belief
        if let past = fit.phase(one.index), let usual = usual(one.index) {
            belief = speed.belief(past, usual: usual, without: one.hint)
        } else if alike > 0 {
            belief = .init(mean: likeMean, variance: likeVariance * (1 + 1 / alike), reciprocal: likeReciprocal)
        } else {
            let variance: Double = one.reading == nil ? 1 : 100
            belief = .init(mean: PlatformMath.ln(one.elapsed), variance: variance, reciprocal: likeReciprocal)
        }
        return RunningPhaseModel(elapsed: one.elapsed, belief: belief, reading: one.reading, priors: fit.priors)
    }

    func estimate(elapsed: Double) -> RunEstimate? {
        guard !running.isEmpty || !pending.isEmpty || furtherPhases > 0 else { return nil }
        let models = running.map { model($0) }

        // The belief about phases without a past, from the running ones too.
        var likePrecision = alike / likeVariance
        var likeSum = likeMean * alike / likeVariance
        for (one, model) in zip(running, models) {
            if alike == 0 {
                let (mean, variance) = model.conditioned
                likePrecision += 1 / (likeVariance + variance)
                likeSum += mean / (likeVariance + variance)
            } else if let reading = one.reading, usual(one.index) == nil {
                likePrecision += 1 / (likeVariance + reading.variance)
                likeSum += reading.logDuration / (likeVariance + reading.variance)
            }
        }
        let hasUnknown = furtherPhases > 0 || pending.contains { usual($0) == nil }
        guard likePrecision > 0 || !hasUnknown else { return nil }

        let outlook = RunOutlook(
            running: zip(running, models).map { one, model in
                (one.index, RemainingChain(mean: model.meanLeft, variance: model.varianceLeft))
            },
            pending: pending.map(outlook),
            further: furtherPhases,
            furtherVariance: likeVariance,
            likeMean: likePrecision > 0 ? likeSum / likePrecision : 0,
            likeVariance: likePrecision > 0 ? 1 / likePrecision : 0,
            speedVariance: speed.variance
        )
        let run: TimeEstimate
        if let model = models.first, models.count == 1, pending.isEmpty, furtherPhases == 0 {
            run = model.estimate(runElapsed: elapsed)
        } else {
            let chain = outlook.total(order: order(elapsed: elapsed), count: phases.count, waitsForAll: waitsForAll)
            run = estimate(chain, outlook.shared, elapsed: elapsed)
        }
        var byPhase: [Int: TimeEstimate] = [:]
        for (one, model) in zip(running, models) { byPhase[one.index] = model.estimate }
        return RunEstimate(run: run, phases: byPhase, isGrounded: isGrounded)
    }

    /// How phases overlapped in the past, unless this run shows that they don't now.
    private func order(elapsed: Double) -> PhaseOrder? {
        guard let order = fit.order else { return nil }
        if !ends.isEmpty, order.isBroken(by: phases, ends: ends, elapsed: elapsed) { return nil }
        return order
    }

    private func outlook(_ index: Int) -> RunOutlook.Pending {
        let past = fit.phase(index)
        guard let past, let usual = usual(index) else {
            return .init(index: index, logMean: nil, variance: likeVariance, presence: past?.presence ?? 1)
        }
        return .init(
            index: index,
            logMean: usual + speed.mean,
            variance: speed.variance(of: past),
            presence: past.presence
        )
    }

    private func estimate(
        _ chain: RemainingChain,
        _ shared: RemainingChain.Shared,
        elapsed: Double
    ) -> TimeEstimate {
        let logVariance = PlatformMath.ln1p(chain.variance(shared) / (chain.mean * chain.mean))
        let median = chain.mean * PlatformMath.exp(-logVariance / 2)
        let widening = fit.known > 0 ? fit.priors.widening(speed.noiseReciprocal) : 1
        let factor = PlatformMath.exp(EstimationPriors.z80 * widening * logVariance.squareRoot())
        return TimeEstimate(
            median: median,
            p10: median / factor,
            p90: median * factor,
            logVariance: logVariance,
            elapsed: elapsed
        )
    }

    /// Whether there is more to go by than the time that has passed.
    private var isGrounded: Bool {
        !completed.isEmpty || running.contains { $0.reading != nil || usual($0.index) != nil }
            || pending.contains { usual($0) != nil }
    }
}
