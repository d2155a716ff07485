/// The time of phases that follow each other, as a sum of log-normals by its first two moments.
///
/// What the phases have in common (the speed of the run; what phases without a past are like) is kept apart from what is
/// each one's own, as it doesn't average out: mean = ΣE, variance = ΣE²(e^(v+q) − e^q) + (ΣE)²(e^q − 1), for each of
/// both groups with its q.
struct RemainingChain {
    /// How phases depend on each other beyond following each other: e^q − 1 of both groups.
    struct Shared {
        var speed: Double
        var likeness: Double
    }

    /// What a group's phases share.
    enum Group {
        case speed, likeness
    }

    private(set) var mean: Double = 0
    /// The variance that is the phases' own.
    private var own: Double = 0
    /// The parts of the mean that the speed of the run, or the likeness of phases, moves.
    private var speedPart: Double = 0
    private var likenessPart: Double = 0

    init() {}

    init(mean: Double, variance: Double) {
        self.mean = mean
        own = variance
    }

    func variance(_ shared: Shared) -> Double {
        own + speedPart * speedPart * shared.speed + likenessPart * likenessPart * shared.likeness
    }

    /// Adds a phase that follows, or several alike.
    ///
    /// - Parameters:
    ///   - logMean: The mean of the logarithm of its duration.
    ///   - variance: Its own variance: v.
    ///   - common: The variance that it shares: q.
    ///   - group: With which others.
    ///   - count: How many there are.
    mutating func append(logMean: Double, variance: Double, common: Double, group: Group, count: Double = 1) {
        let time = PlatformMath.exp(min(logMean + (variance + common) / 2, 100))
        let factor = PlatformMath.exp(min(variance + common, 100)) - PlatformMath.exp(min(common, 100))
        mean += time * count
        own += time * time * factor * count
        switch group {
        case .speed: speedPart += time * count
        case .likeness: likenessPart += time * count
        }
    }

    /// The later end of two chains that run side by side.
    ///
    /// By the first two moments of the maximum of two normal variables: C. E. Clark, "The greatest of a finite set of
    /// random variables", Operations Research 9 (1961), 145–162.
    func later(_ other: RemainingChain, _ shared: Shared) -> RemainingChain {
        if other.mean <= 0 { return self }
        if mean <= 0 { return other }
        let common =
            speedPart * other.speedPart * shared.speed + likenessPart * other.likenessPart * shared.likeness
        let mine = variance(shared)
        let its = other.variance(shared)
        let distance = max(mine + its - 2 * common, 0).squareRoot()
        guard distance > 1e-12 * max(mean, other.mean) else { return mean >= other.mean ? self : other }
        let alpha = (mean - other.mean) / distance
        let share = NormalDistribution.below(alpha)
        let rest = NormalDistribution.below(-alpha)
        let density = NormalDistribution.density(alpha)
        var result = RemainingChain()
        result.mean = max(mean * share + other.mean * rest + distance * density, max(mean, other.mean))
        let square =
            (mean * mean + mine) * share + (other.mean * other.mean + its) * rest
            + (mean + other.mean) * distance * density
        result.speedPart = speedPart * share + other.speedPart * rest
        result.likenessPart = likenessPart * share + other.likenessPart * rest
        let variance = max(square - result.mean * result.mean, 1e-12)
        result.own = max(variance - result.variance(shared), 1e-12)
        return result
    }
}
