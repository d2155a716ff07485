/// What is believed before anything was seen: each spread counts like a number of observations.
///
/// All are standard deviations of natural logarithms, so none depends on how long things take. They were chosen with a
/// simulation, which `Benchmarks` holds.
enum EstimationPriors {
    /// From run to run a phase's duration varies so much: σ₀, like ν_σ observations.
    static let noise = 0.2
    static let noiseWeight = 4.0
    /// The speed of a whole run varies so much: ω₀, like ν_ω runs.
    static let speed = 0.2
    static let speedWeight = 4.0
    /// The phases of one run differ so much in duration: τ₀, like ν_τ phases.
    static let likeness = 1.0
    static let likenessWeight = 2.0
    /// The exponent of a progress curve varies so much: κ, like ν_κ phases.
    static let curve = 0.35
    static let curveWeight = 4.0
    /// How much the shape that a phase has shown so far in this run counts beside that: OWN.
    static let ownCurveWeight = 5.0
    /// How irregular a report is: LOCAL.
    static let irregularity = 0.2
    /// An overrun by more than so many standard deviations widens them: β_max.
    static let largestOverrun = 3.0
    /// A guess by the author of a plan is so far off, by itself and together with all the others of the plan: about as
    /// much as one noisy observation says.
    static let guess = 0.5
    static let guessWeight = 4.0

    /// Between this many standard deviations around the mean lie 80 % of all values.
    static let z80 = 1.2815515655446004
    /// Below this nothing is timed, in seconds.
    static let leastSeconds = 1e-6
    /// Above this neither, in seconds.
    static let mostSeconds = 1e11
}
