import Foundation

/// How many values lie where, on a logarithmic scale, and the usual percentiles.
struct Histogram: Encodable, Sendable {
    private static let bucketsPerOctave = 2.0

    let count: Int
    let p50: Double
    let p99: Double
    let p999: Double
    let max: Double
    /// How many values are larger than ten times the median.
    let outliers: Int
    /// The lower bound of each bucket that isn't empty, ascending, and how many values it has.
    let buckets: [Bucket]

    struct Bucket: Encodable, Sendable {
        let from: Double
        let count: Int
    }

    /// - Parameter values: At least one, each more than zero.
    init(_ values: [Double]) {
        let sorted = values.sorted()
        count = sorted.count
        func percentile(_ share: Double) -> Double {
            sorted[Swift.min(Int(Double(sorted.count) * share), sorted.count - 1)]
        }
        p50 = percentile(0.5)
        p99 = percentile(0.99)
        p999 = percentile(0.999)
        max = sorted[sorted.count - 1]
        let limit = 10 * p50
        outliers = sorted.count { $0 > limit }
        var counts: [Int: Int] = [:]
        for value in sorted {
            counts[Int((log2(Swift.max(value, 1)) * Self.bucketsPerOctave).rounded(.down)), default: 0] += 1
        }
        buckets = counts.sorted { $0.key < $1.key }.map { number, count in
            Bucket(from: exp2(Double(number) / Self.bucketsPerOctave), count: count)
        }
    }
}
