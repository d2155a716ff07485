/// How fast this run is against past ones, and how much phases vary beside that: what its phases tell (step 2 of the
/// reference).
struct RunSpeed {
    /// s²: the variance of a phase's log duration from run to run.
    private let noise: Double
    /// One by the number of observations that tell it.
    let noiseReciprocal: Double
    /// What a guess varies by itself.
    private let guessNoise: Double
    /// One by the number of observations that tell that.
    private let guessReciprocal: Double
    /// One by the number of observations that tell how much the speed varies.
    private let speedReciprocal: Double
    /// The precision of the run's speed and the weighted sum of what tells it.
    private var precision = 0.0
    private var sum = 0.0

    /// Learns from the phases that have completed.
    ///
    /// - Parameters:
    ///   - fit: What past runs tell.
    ///   - completed: The completed phases and the logarithms of their durations.
    init(_ fit: HistoryFit, completed: [(index: Int, logDuration: Double)]) {
        let priors = fit.priors
        var weights = 0.0
        var sums = 0.0
        var squares = 0.0
        var told = 0.0
        var guesses = (count: 0.0, sum: 0.0, squares: 0.0)
        for (index, logDuration) in completed {
            guard let past = fit.phase(index), let usual = past.mean ?? past.guess else { continue }
            let ratio = logDuration - usual
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
        }
        let spread = weights > 0 ? max(squares - sums * sums / weights, 0) : 0
        let observations = priors.noiseWeight + fit.noiseCount + max(told - 1, 0)
        noise = (priors.noiseWeight * priors.noise * priors.noise + fit.noiseSquares + spread) / observations
        noiseReciprocal = 1 / observations
        let guessSpread = guesses.count > 0 ? max(guesses.squares - guesses.sum * guesses.sum / guesses.count, 0) : 0
        let guessObservations = priors.guessWeight + max(guesses.count - 1, 0)
        guessNoise = (priors.guessWeight * priors.guess * priors.guess + guessSpread) / guessObservations
        guessReciprocal = 1 / guessObservations
        speedReciprocal = 1 / (priors.speedWeight + Double(max(fit.runs - 1, 0)))
        guard fit.known > 0 || fit.hasGuesses else { return }
        precision = 1 / Self.prior(fit, noise: noise) + weights / noise + guesses.count / guessNoise
        sum = sums / noise + guesses.sum / guessNoise
    }

    /// q₀: how much the speed of a run may differ.
    private static func prior(_ fit: HistoryFit, noise: Double) -> Double {
        let priors = fit.priors
        guard fit.known > 0 else { return priors.guess * priors.guess }
        let runs = Double(fit.runs)
        let explained = (runs - 1) * noise * fit.meanReciprocal
        return (priors.speedWeight * priors.speed * priors.speed + max(fit.speedSquares - explained, 0))
            / (priors.speedWeight + runs - 1) * (1 + 1 / runs)
    }

    /// S: how much slower, as a logarithm, the run is than history.
    var mean: Double { precision > 0 ? sum / precision : 0 }

    /// q: the variance of the speed.
    var variance: Double { precision > 0 ? 1 / precision : 0 }

    /// v: the variance that a phase has beside the speed of the run; s²(1 + 1/n) with n past runs, or that of a guess.
    func variance(of past: HistoryFit.Phase) -> Double {
        past.count > 0 ? noise * (1 + 1 / Double(past.count)) : guessNoise
    }

    /// What a running phase's progress says of the speed, and how much that counts: z − x, and 1/(v + w).
    struct Hint {
        var ratio: Double
        var weight: Double
    }

    mutating func take(_ hint: Hint) {
        precision += hint.weight
        sum += hint.weight * hint.ratio
    }

    /// What is believed of a running phase by its past, or by a guess; what it says itself is left out.
    ///
    /// - Parameters:
    ///   - past: The phase.
    ///   - usual: The mean of the logarithm of its duration by that.
    ///   - hint: What the phase has said of the speed.
    func belief(_ past: HistoryFit.Phase, usual: Double, without hint: Hint?) -> RunningPhaseModel.Belief {
        let others = precision - (hint?.weight ?? 0)
        let own = variance(of: past)
        let reciprocal = past.count > 0 ? noiseReciprocal : guessReciprocal
        return RunningPhaseModel.Belief(
            mean: usual + (sum - (hint.map { $0.weight * $0.ratio } ?? 0)) / others,
            variance: own + 1 / others,
            reciprocal: (own * reciprocal + speedReciprocal / others) / (own + 1 / others)
        )
    }
}
