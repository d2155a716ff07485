/// The time of phases that follow each other, as a sum of log-normals by its first two moments.
///
/// What the phases have in common (the speed of the run; what phases without a past are like) is kept apart from what is
/// each one's own, as it doesn't average out: mean = ΣE, variance = ΣE²(e^(v+q) − e^q) + (ΣE)²(e^q − 1), for each of
/// both groups with its q. Of a phase that comes with a probability of π, E is π times as much, and E²(e^(v+q)/π − e^q) is its
/// own.
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
    private(set) var own: Double = 0
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
    ///   - presence: The probability of each that it comes at all.
    mutating func append(
        logMean: Double,
        variance: Double,
        common: Double,
        group: Group,
        count: Double = 1,
        presence: Double = 1
    ) {
        let time = presence * PlatformMath.exp(min(logMean + (variance + common) / 2, 100))
        let factor = PlatformMath.exp(min(variance + common, 100)) / presence - PlatformMath.exp(min(common, 100))
        mean += time * count
        own += time * time * factor * count
        switch group {
        case .speed: speedPart += time * count
        case .likeness: likenessPart += time * count
        }
    }

    /// The later end of two chains that run side by side.
    ///
    /// Of two log-normal times the later one is as the later one of their logarithms, which are normal: by its first two
    /// moments as in C. E. Clark, "The greatest of a finite set of random variables", Operations Research 9 (1961), 145–162.
    ///
    /// - Parameters:
    ///   - other: The other chain.
    ///   - shared: How phases depend on each other beyond following each other.
    ///   - ownInCommon: The variance that is own to the phases that both chains follow: it isn't two chances to be late.
    func later(_ other: RemainingChain, _ shared: Shared, ownInCommon: Double = 0) -> RemainingChain {
        if other.mean <= 0 { return self }
        if mean <= 0 { return other }
        let common =
            speedPart * other.speedPart * shared.speed + likenessPart * other.likenessPart * shared.likeness
            + min(ownInCommon, own, other.own)
        let mine = logNormal(shared)
        let its = other.logNormal(shared)
        let covariance = PlatformMath.ln1p(common / mean / other.mean)
        let distance = max(mine.variance + its.variance - 2 * covariance, 0).squareRoot()
        guard distance > 1e-9 else { return mean >= other.mean ? self : other }
        let alpha = (mine.mean - its.mean) / distance
        let share = NormalDistribution.below(alpha)
        let rest = NormalDistribution.below(-alpha)
        let density = NormalDistribution.density(alpha)
        // About the first one's mean, so that no small difference of large squares is taken.
        let step = its.mean - mine.mean
        let first = step * rest + distance * density
        let second = mine.variance * share + (step * step + its.variance) * rest + step * distance * density
        let logVariance = max(second - first * first, 1e-12)
        var result = RemainingChain()
        result.mean = max(PlatformMath.exp(min(mine.mean + first + logVariance / 2, 100)), mean, other.mean)
        result.speedPart = result.mean * (speedPart / mean * share + other.speedPart / other.mean * rest)
        result.likenessPart = result.mean * (likenessPart / mean * share + other.likenessPart / other.mean * rest)
        let variance = result.mean * result.mean * (PlatformMath.exp(min(logVariance, 100)) - 1)
        result.own = max(variance - result.variance(shared), 1e-12)
        return result
    }

    /// The mean and the variance of the logarithm.
    private func logNormal(_ shared: Shared) -> (mean: Double, variance: Double) {
        let spread = PlatformMath.ln1p(variance(shared) / (mean * mean))
        return (PlatformMath.ln(mean) - spread / 2, spread)
    }

    /// The time that isn't exceeded in half of the cases.
    func median(_ shared: Shared) -> Double { PlatformMath.exp(logNormal(shared).mean) }
}
