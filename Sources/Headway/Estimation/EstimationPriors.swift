/// What is believed before anything was seen: each spread counts like a number of observations.
///
/// All are standard deviations of natural logarithms, so none depends on how long things take. They were chosen with a
/// simulation, which `Benchmarks` holds.
struct EstimationPriors: Sendable {
    /// From run to run a phase's duration varies so much: σ₀, like ν_σ observations.
    var noise = 0.2
    var noiseWeight = 2.5
    /// The speed of a whole run varies so much: ω₀, like ν_ω runs.
    var speed = 0.2
    var speedWeight = 4.0
    /// The phases of one run differ so much in duration: τ₀, like ν_τ phases.
    var likeness = 1.0
    var likenessWeight = 2.0
    /// The exponent of a progress curve varies so much: κ, like ν_κ phases; and that of a phase which counts units.
    var curve = 0.35
    var countedCurve = 0.2
    var curveWeight = 4.0
    /// How much the shape that a phase has shown so far in this run counts beside that: OWN.
    var ownCurveWeight = 5.0
    /// How irregular a report is: LOCAL, where curves vary as much as is believed beforehand; and where it counts units.
    var irregularity = 0.2
    var countedIrregularity = 0.12
    /// Whether reports are as irregular as the curves have turned out to be, rather than always alike.
    var learnsIrregularity = true
    /// Whether the interval allows for a spread that few observations tell, by Student's t.
    var allowsForFewObservations = true
    /// An overrun by more than so many standard deviations widens them: β_max.
    var largestOverrun = 3.0
    /// A guess by the author of a plan is so far off, by itself and together with all the others of the plan: about as
    /// much as one noisy observation says.
    var guess = 0.5
    var guessWeight = 4.0

    /// Between this many standard deviations around the mean lie 80 % of all values.
    static let z80 = 1.2815515655446004
    /// Below this nothing is timed, in seconds.
    static let leastSeconds = 1e-6
    /// Above this neither, in seconds.
    static let mostSeconds = 1e11

    /// How much wider than the normal one the interval is if so many observations tell the spread.
    ///
    /// It is the quotient of the 90th percentiles of Student's t and of the normal distribution, by its expansion in 1/ν:
    /// 1 + (z² + 1)/4ν + (5z⁴ + 16z² + 3)/96ν² (Abramowitz and Stegun, "Handbook of Mathematical Functions", 26.7.5).
    ///
    /// - Parameter reciprocal: One by their number: 1/ν.
    func widening(_ reciprocal: Double) -> Double {
        guard allowsForFewObservations else { return 1 }
        return 1 + reciprocal * (0.6605936 + reciprocal * 0.4454266)
    }
}
