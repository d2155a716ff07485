/// The estimate at one moment of a run: the past, and what this run has shown by now.
struct EstimationMoment {
    /// A phase that is running.
    private struct Running {
        var index: Int
        var elapsed: Double
        var reading: ProgressCurve.Reading?
        /// How much its progress says of the speed of the run, and what: 1/(v + w) and z − x.
        var weight = 0.0
        var ratio = 0.0
    }

    private let fit: HistoryFit
    private let phases: [PhaseNow]
    private let furtherPhases: Int
    private let inLanes: Bool

    private var completed = 0
    private var pending: [Int] = []
    private var running: [Running] = []

    /// s² and what a guess varies by itself.
    private var noise = 0.0
    private var guessNoise = 0.0
    /// The precision of the run's speed and the weighted sum of what tells it; completed phases only, and all.
    private var completedPrecision = 0.0
    private var completedSum = 0.0
    private var precision = 0.0
    private var sum = 0.0

    /// What phases of this run are like: how many tell (c′), their mean (μ₁) and variance (τ²).
    private var alike = 0.0
    private var likeMean = 0.0
    private var likeVariance = 0.0

    init(fit: HistoryFit, phases: [PhaseNow], furtherPhases: Int, inLanes: Bool) {
        self.fit = fit
        self.phases = phases
        self.furtherPhases = max(furtherPhases, 0)
        self.inLanes = inLanes
        takeCompleted()
        takeRunning()
        takeLikeness()
    }

    private func past(_ index: Int) -> HistoryFit.Phase? { index < fit.phases.count ? fit.phases[index] : nil }

    /// x: the mean of the logarithm of a phase's duration by history or guess.
    private func usual(_ index: Int) -> Double? { past(index).flatMap { $0.mean ?? $0.guess } }

    /// v: the variance that a phase has beside the speed of the run; s²(1 + 1/n) with n past runs.
    private func variance(_ index: Int) -> Double {
        guard let past = past(index), past.count > 0 else { return guessNoise }
        return noise * (1 + 1 / Double(past.count))
    }

    private static func ln(_ seconds: Double) -> Double { PlatformMath.ln(DurationGrid.sane(seconds)) }

    /// S: how much slower, as a logarithm, the run is than history.
    private var speed: Double { precision > 0 ? sum / precision : 0 }

    /// q: the variance of the speed.
    private var speedVariance: Double { precision > 0 ? 1 / precision : 0 }

    // MARK: What is known

    /// Noise and speed from the completed phases, as the reference's step 2.
    private mutating func takeCompleted() {
        var weights = 0.0
        var sums = 0.0
        var squares = 0.0
        var told = 0.0
        var guesses = (count: 0.0, sum: 0.0, squares: 0.0)
        for (index, phase) in phases.enumerated() {
            switch phase {
            case .pending: pending.append(index)
            case .completed(let duration, _):
                completed += 1
                guard let usual = usual(index), let past = past(index) else { continue }
                let ratio = Self.ln(duration) - usual
                if past.count > 0 {
                    let weight = 1 / (1 + 1 / Double(past.count))
                    weights += weight
                    sums += weight * ratio
                    squares += weight * ratio * ratio
                    told += 1
                } else {
                    guesses.count += 1
                    guesses.sum += ratio
                    guesses.squares += ratio * ratio
                }
            case .running, .over: break
            }
        }
        let priors = EstimationPriors.self
        let spread = weights > 0 ? max(squares - sums * sums / weights, 0) : 0
        noise =
            (priors.noiseWeight * priors.noise * priors.noise + fit.noiseSquares + spread)
            / (priors.noiseWeight + fit.noiseCount + max(told - 1, 0))
        let guessSpread = guesses.count > 0 ? max(guesses.squares - guesses.sum * guesses.sum / guesses.count, 0) : 0
        guessNoise =
            (priors.guessWeight * priors.guess * priors.guess + guessSpread)
            / (priors.guessWeight + max(guesses.count - 1, 0))
        guard fit.known > 0 || fit.hasGuesses else { return }
        completedPrecision = 1 / speedPrior + weights / noise + guesses.count / guessNoise
        completedSum = sums / noise + guesses.sum / guessNoise
    }

    /// q₀: how much the speed of a run may differ.
    private var speedPrior: Double {
        let priors = EstimationPriors.self
        guard fit.known > 0 else { return priors.guess * priors.guess }
        let runs = Double(fit.runs)
        let explained = (runs - 1) * noise * fit.meanReciprocal
        return (priors.speedWeight * priors.speed * priors.speed + max(fit.speedSquares - explained, 0))
            / (priors.speedWeight + runs - 1) * (1 + 1 / runs)
    }

    /// What the running phases say of their own ends (step 1) and of the run's speed (step 2).
    private mutating func takeRunning() {
        precision = completedPrecision
        sum = completedSum
        var ownCurve: ProgressCurve?
        for (index, phase) in phases.enumerated() {
            guard case .running(let elapsed, let fraction, let reports, let integral) = phase else { continue }
            let seconds = DurationGrid.sane(elapsed.isNaN ? 0 : elapsed)
            var one = Running(index: index, elapsed: seconds)
            if fraction > 0 {
                let curve = past(index)?.curve ?? ownCurve ?? curveOfThisRun
                if past(index)?.curve == nil { ownCurve = curve }
                one.reading = curve.read(
                    elapsed: seconds,
                    fraction: min(fraction, 1),
                    reports: reports,
                    integral: integral.isFinite ? min(max(integral, 0), seconds) : 0
                )
            }
            if let reading = one.reading, let usual = usual(index) {
                one.weight = 1 / (variance(index) + reading.variance)
                one.ratio = reading.logDuration - usual
                precision += one.weight
                sum += one.weight * one.ratio
            }
            running.append(one)
        }
    }

    /// The progress curve of phases without a past, from the phases that this run has completed.
    private var curveOfThisRun: ProgressCurve {
        let shapes = phases.compactMap { phase -> Double? in
            if case .completed(_, let shape?) = phase, shape.isFinite { shape } else { nil }
        }
        let sum = shapes.reduce(0, +)
        let mean = sum / Double(shapes.count + 1)
        let squares = shapes.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
        return ProgressCurve(sum: sum, count: shapes.count, squares: squares, all: shapes.count)
    }

    /// What phases of this run are like, for those of which nothing else is known (step 3).
    private mutating func takeLikeness() {
        let speed = speed
        var squares = 0.0
        for phase in phases {
            if case .completed(let duration, _) = phase {
                let value = Self.ln(duration)
                alike += 1
                likeMean += value
                squares += value * value
            }
        }
        for index in pending {
            guard let usual = usual(index) else { continue }
            let value = usual + speed
            alike += 1
            likeMean += value
            squares += value * value
        }
        if alike > 0 { likeMean /= alike }
        let weight = EstimationPriors.likenessWeight
        let prior = weight * EstimationPriors.likeness * EstimationPriors.likeness
        likeVariance =
            (prior + max(squares - alike * likeMean * likeMean, 0)) / (weight + max(alike - 1, 0))
    }

    // MARK: What follows

    /// The belief about a running phase (step 4); other running phases tell it the speed of the run, itself doesn't.
    private func model(_ one: Running) -> RunningPhaseModel {
        let mean: Double
        let variance: Double
        if let usual = usual(one.index) {
            let others = precision - one.weight
            mean = usual + (sum - one.weight * one.ratio) / others
            variance = self.variance(one.index) + 1 / others
        } else if alike > 0 {
            mean = likeMean
            variance = likeVariance * (1 + 1 / alike)
        } else {
            mean = PlatformMath.ln(one.elapsed)
            variance = one.reading == nil ? 1 : 100
        }
        return RunningPhaseModel(elapsed: one.elapsed, mean: mean, variance: variance, reading: one.reading)
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
            pending: pending.map { index in
                usual(index).map { .init(index: index, logMean: $0 + speed, variance: variance(index)) }
                    ?? .init(index: index, logMean: nil, variance: likeVariance)
            },
            further: furtherPhases,
            furtherVariance: likeVariance,
            likeMean: likePrecision > 0 ? likeSum / likePrecision : 0,
            likeVariance: likePrecision > 0 ? 1 / likePrecision : 0,
            speedVariance: speedVariance
        )
        let run: TimeEstimate
        if let model = models.first, models.count == 1, pending.isEmpty, furtherPhases == 0 {
            run = TimeEstimate(
                median: model.quantile(0.5),
                p10: model.quantile(0.1),
                p90: model.quantile(0.9),
                logVariance: model.logVariance,
                elapsed: elapsed
            )
        } else {
            let chain = outlook.total(order: fit.order, count: phases.count, inLanes: inLanes)
            run = estimate(chain, outlook.shared, elapsed: elapsed)
        }
        var byPhase: [Int: TimeEstimate] = [:]
        for (one, model) in zip(running, models) { byPhase[one.index] = model.estimate }
        return RunEstimate(run: run, phases: byPhase, isGrounded: isGrounded)
    }

    private func estimate(
        _ chain: RemainingChain,
        _ shared: RemainingChain.Shared,
        elapsed: Double
    ) -> TimeEstimate {
        let logVariance = PlatformMath.ln1p(chain.variance(shared) / (chain.mean * chain.mean))
        let median = chain.mean * PlatformMath.exp(-logVariance / 2)
        let factor = PlatformMath.exp(EstimationPriors.z80 * logVariance.squareRoot())
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
        completed > 0 || running.contains { $0.reading != nil || usual($0.index) != nil }
            || pending.contains { usual($0) != nil }
    }
}
