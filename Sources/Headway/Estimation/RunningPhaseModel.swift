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

    /// Blends what is believed with what the phase's own progress says, by precision, and conditions on not being over.
    ///
    /// v′ = 1/(1/b + 1/w), a′ = v′(a/b + z/w); if ln e > a′, v′ ← max(v′, ((ln e − a′)/β_max)²), so that an estimate which
    /// was wrong admits it. With β = (ln e − a′)/sd: E₁ = e^(a′+v′/2)Φ(sd − β)/T, E₂ = e^(2a′+2v′)Φ(2sd − β)/T.
    ///
    /// - Parameters:
    ///   - elapsed: How long it has been running, in seconds.
    ///   - mean: The mean that is believed: a.
    ///   - variance: Its variance: b.
    ///   - reading: What its own progress says: z and w.
    init(elapsed: Double, mean: Double, variance: Double, reading: ProgressCurve.Reading?) {
        self.elapsed = elapsed
        let weight = reading.map { 1 / $0.variance } ?? 0
        var blended = 1 / (1 / variance + weight)
        let middle = blended * (mean / variance + weight * (reading?.logDuration ?? 0))
        let over = PlatformMath.ln(elapsed) - middle
        if over > 0 {
            let widest = over / EstimationPriors.largestOverrun
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
    func quantile(_ share: Double) -> Double {
        PlatformMath.exp(mean - deviation * NormalDistribution.quantile((1 - share) * tail)) - elapsed
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
    var estimate: TimeEstimate {
        TimeEstimate(
            median: quantile(0.5),
            p10: quantile(0.1),
            p90: quantile(0.9),
            logVariance: logVariance,
            elapsed: elapsed
        )
    }
}
