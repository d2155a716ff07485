/// What is believed of one running phase: ln D is normal, and D is more than the time that has passed.
struct RunningPhaseModel {
    private static let least = 1e-9

    /// How long it has been running, in seconds: e.
    let elapsed: Double
    /// The mean and the standard deviation of ln D, before the condition: a′ and sd.
    let mean: Double
    let deviation: Double
    /// How far the time that has passed is above the mean, in standard deviations: β.
    private let overrun: Double
    /// The probability of taking longer than that: T = Φ(−β).
    private let tail: Double
    /// The mean and the variance of the time that is left: m₀ and V₀.
    let meanLeft: Double
    let varianceLeft: Double

    /// How much wider the interval is, as few observations tell the deviation.
    private let widening: Double

    /// What is believed of ln D before the phase's own progress is looked at.
    struct Belief {
        /// The mean: a.
        var mean: Double
        /// Its variance: b.
        var variance: Double
        /// One by the number of observations that tell the variance.
        var reciprocal: Double
    }

    /// Blends what is believed with what the phase's own progress says, by precision, and conditions on not being over.
    ///
    /// v′ = 1/(1/b + 1/w), a′ = v′(a/b + z/w); if ln e > a′, v′ ← max(v′, ((ln e − a′)/β_max)²), so that an estimate which
    /// was wrong admits it. With β = (ln e − a′)/sd: E₁ = e^(a′+v′/2)Φ(sd − β)/T, E₂ = e^(2a′+2v′)Φ(2sd − β)/T.
    ///
    /// - Parameters:
    ///   - elapsed: How long it has been running, in seconds.
    ///   - belief: What is believed: a and b.
    ///   - reading: What its own progress says: z and w.
    ///   - priors: How far an overrun may go, and how few observations widen the interval.
    init(elapsed: Double, belief: Belief, reading: ProgressCurve.Reading?, priors: EstimationPriors) {
        self.elapsed = elapsed
        let weight = reading.map { 1 / $0.variance } ?? 0
        var blended = 1 / (1 / belief.variance + weight)
        let share = blended * weight
        widening = priors.widening(share * (reading?.reciprocal ?? 0) + (1 - share) * belief.reciprocal)
        let middle = blended * (belief.mean / belief.variance + weight * (reading?.logDuration ?? 0))
        let over = PlatformMath.ln(elapsed) - middle
        if over > 0 {
            let widest = over / priors.largestOverrun
            blended = max(blended, widest * widest)
        }
        self.mean = middle
        deviation = blended.squareRoot()
        overrun = over / deviation
        tail = NormalDistribution.below(-overrun)
        let first =
            PlatformMath.exp(middle + blended / 2) * NormalDistribution.below(deviation - overrun) / tail
        let second =
            PlatformMath.exp(2 * middle + 2 * blended) * NormalDistribution.below(2 * deviation - overrun) / tail
        meanLeft = max(first - elapsed, Self.least)
        varianceLeft = max(second - first * first, 1e-12)
    }

    /// The time left that isn't exceeded with this probability: e^(a′ − sd·Φ⁻¹((1 − p)T)) − e.
    private func quantile(_ share: Double, widening: Double = 1) -> Double {
        let tail = widening == 1 ? tail : NormalDistribution.below(-overrun / widening)
        let deviations = NormalDistribution.quantile((1 - share) * tail)
        return PlatformMath.exp(mean - deviation * widening * deviations) - elapsed
    }

    /// The mean and the variance of ln D now that it is known to be above ln e.
    var conditioned: (mean: Double, variance: Double) {
        let ratio = NormalDistribution.density(overrun) / tail
        return (
            mean + deviation * ratio, deviation * deviation * max(1 - ratio * (ratio - overrun), 0.02)
        )
    }

    /// The variance of the logarithm of a log-normal with this mean and variance: ℓ².
    var logVariance: Double { PlatformMath.ln1p(varianceLeft / (meanLeft * meanLeft)) }

    /// The estimate for the phase by itself.
    var estimate: TimeEstimate { estimate(runElapsed: elapsed) }

    /// The estimate for a run of which this phase is all that is left.
    ///
    /// - Parameter runElapsed: How long the run has been going on, in seconds.
    func estimate(runElapsed: Double) -> TimeEstimate {
        let median = quantile(0.5)
        return TimeEstimate(
            median: median,
            p10: min(quantile(0.1, widening: widening), median),
            p90: max(quantile(0.9, widening: widening), median),
            logVariance: logVariance,
            elapsed: runElapsed
        )
    }
}
