/// The shape of a phase's progress: its reported fraction is the share of its time to the power of γ.
///
/// With γ = 1 progress is even, above it is slow at first. What is learned and believed is G = ln γ, as the mean fraction
/// over the phase's time is 1/(1 + γ).
public struct ProgressCurve: Sendable, Hashable {
    /// What is believed of G.
    let mean: Double
    /// How far off that may be: k².
    let variance: Double
    /// How irregular reports are, as a variance: LOCAL².
    private let irregularity: Double
    /// One by the number of observations that tell how much curves vary.
    private let reciprocal: Double
    /// OWN.
    private let ownWeight: Double

    /// Makes a belief from shapes that were seen.
    ///
    /// Ĝ = ΣG/(m + 1); with k₀² = (ν_κκ² + SS)/(ν_κ + N): k² = k₀²·(1 + 1/(m + 1)), and LOCAL² grows and shrinks with k₀²:
    /// where curves turn out to be all alike, reports are regular.
    ///
    /// - Parameters:
    ///   - sum: The sum of this phase's past G.
    ///   - count: How many there are: m.
    ///   - squares: The squared distances from their phase's mean, of all phases: SS.
    ///   - all: How many those are: N.
    ///   - isCounted: Whether the phase counts units, which is more regular than what calls itself a percentage.
    ///   - priors: What is believed beforehand.
    init(sum: Double, count: Int, squares: Double, all: Int, isCounted: Bool, priors: EstimationPriors) {
        let usual = isCounted ? priors.countedCurve : priors.curve
        let local = isCounted ? priors.countedIrregularity : priors.irregularity
        let weight = priors.curveWeight + Double(all)
        let spread = (priors.curveWeight * usual * usual + squares) / weight
        mean = sum / Double(count + 1)
        variance = spread * (1 + 1 / Double(count + 1))
        irregularity = local * local * (priors.learnsIrregularity ? spread / (usual * usual) : 1)
        reciprocal = 1 / weight
        ownWeight = priors.ownCurveWeight
    }

    /// What a phase's own progress says of the logarithm of its duration: z and its variance w.
    struct Reading {
        var logDuration: Double
        var variance: Double
        /// One by the number of observations that tell the variance.
        var reciprocal: Double
    }

    /// G of a phase that has ended: ln(1/Ā − 1) with Ā = F/d + h/2 within 0.05…0.95.
    ///
    /// - Parameters:
    ///   - integral: The integral of its reported fraction over its seconds, the last report held: F.
    ///   - duration: How long it took, in seconds: d.
    ///   - reports: How often its fraction rose.
    ///   - fraction: The last fraction that it reported; h is its share of one report.
    /// - Returns: G, or `nil` for a phase that didn't report.
    public static func logGamma(integral: Double, duration: Double, reports: Int, fraction: Double) -> Double? {
        guard reports > 0, duration > 0, fraction > 0, integral.isFinite else { return nil }
        let mean = integral / duration + fraction / Double(reports) / 2
        guard mean.isFinite else { return nil }
        return logGamma(mean: mean)
    }

    private static func logGamma(mean: Double) -> Double {
        PlatformMath.ln(1 / min(max(mean, 0.05), 0.95) - 1)
    }

    /// Reads a running phase's progress.
    ///
    /// h = f/n, f̃ = min(f + h/2, 1); the shape shown so far corrects the variance with the weight M = OWN·n/(n + 5):
    /// k² ← (k² + M(ln(1/a − 1) − Ĝ)²)/(1 + M) with a = (F/e + h/2)/f̃. Then with L = −ln f̃·e^(−Ĝ): z = ln e + L,
    /// w = k²L² + h(1 − f̃)/f̃ + LOCAL²(1 − f̃) + 10⁻⁴.
    ///
    /// - Parameters:
    ///   - elapsed: How long it has been running, in seconds: e.
    ///   - fraction: How far it is: f.
    ///   - reports: How often its fraction rose: n.
    ///   - integral: The integral of its reported fraction: F.
    /// - Returns: What that says; `nil` where nothing was reported.
    func read(elapsed: Double, fraction: Double, reports: Int, integral: Double) -> Reading? {
        guard fraction > 0 else { return nil }
        let count = Double(max(reports, 1))
        let step = fraction / count
        let middle = min(fraction + step / 2, 1)
        let weight = ownWeight * count / (count + 5)
        let off = Self.logGamma(mean: (max(integral, 0) / elapsed + step / 2) / middle) - mean
        let spread = (variance + weight * off * off) / (1 + weight)
        let log = -PlatformMath.ln(middle) * PlatformMath.exp(-mean)
        return Reading(
            logDuration: PlatformMath.ln(elapsed) + log,
            variance: spread * log * log + step * (1 - middle) / middle + irregularity * (1 - middle) + 1e-4,
            reciprocal: reciprocal
        )
    }
}
