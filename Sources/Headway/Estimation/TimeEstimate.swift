/// How much longer something will take, in seconds, and how sure that is.
///
/// Where nothing can be said there is no estimate at all: `nil`, not a zero.
public struct TimeEstimate: Sendable, Hashable, Codable {
    /// The value to show: the one with the least expected error as a share of the whole.
    public var point: Double
    /// It takes less than this in one of ten cases.
    public var p10: Double
    /// It takes less than this in half of the cases: the median.
    public var p50: Double
    /// It takes less than this in nine of ten cases.
    public var p90: Double

    enum CodingKeys: String, CodingKey, CaseIterable {
        case point, p10, p50, p90
    }

    /// Makes an estimate.
    ///
    /// Values that are negative or not a number become 0, too large ones some thousand years.
    ///
    /// - Parameters:
    ///   - point: The value to show, in seconds.
    ///   - p10: The 10th percentile, in seconds.
    ///   - p50: The median, in seconds.
    ///   - p90: The 90th percentile, in seconds.
    public init(point: Double, p10: Double, p50: Double, p90: Double) {
        func sane(_ value: Double) -> Double { value.isNaN ? 0 : min(max(value, 0), 1e11) }
        self.point = sane(point)
        self.p10 = sane(p10)
        self.p50 = sane(p50)
        self.p90 = sane(p90)
    }

    /// Reads an estimate; whatever the file says, it is none that a clock couldn't show.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        self.init(
            point: try container.decode(Double.self, forKey: .point),
            p10: try container.decode(Double.self, forKey: .p10),
            p50: try container.decode(Double.self, forKey: .p50),
            p90: try container.decode(Double.self, forKey: .p90)
        )
    }

    /// The estimate to the millisecond, so that its numbers have few digits.
    var rounded: TimeEstimate {
        func rounded(_ value: Double) -> Double { (value * 1_000).rounded() / 1_000 }
        return TimeEstimate(point: rounded(point), p10: rounded(p10), p50: rounded(p50), p90: rounded(p90))
    }

    /// The estimate as it stands some time after it was made.
    ///
    /// - Parameter seconds: How long ago it was made, in seconds.
    /// - Returns: What is left of each value, at least 0.
    public func counted(down seconds: Double) -> TimeEstimate {
        TimeEstimate(point: point - seconds, p10: p10 - seconds, p50: p50 - seconds, p90: p90 - seconds)
    }
}

extension TimeEstimate {
    /// Makes an estimate whose point has the least expected error as a share of the whole time.
    ///
    /// That is the median under the weight 1/(t + x): x ← median, four times x ← median·e^(−min(ℓ²·x/(t + x), ℓ)).
    ///
    /// - Parameters:
    ///   - median: The median, in seconds.
    ///   - p10: The 10th percentile, in seconds.
    ///   - p90: The 90th percentile, in seconds.
    ///   - logVariance: The variance of the logarithm: ℓ².
    ///   - elapsed: How much time has passed, in seconds: t.
    init(median: Double, p10: Double, p90: Double, logVariance: Double, elapsed: Double) {
        let largest = logVariance.squareRoot()
        var point = median
        for _ in 0..<4 where point > 0 {
            point = median * PlatformMath.exp(-min(logVariance * point / (elapsed + point), largest))
        }
        self.init(point: point, p10: p10, p50: median, p90: p90)
    }
}
