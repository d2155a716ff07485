import Headway

/// One phase over past runs.
struct HistoryRow: Encodable {
    /// How the last run compares with those before it.
    enum Verdict: String, Encodable {
        /// It can't be told: the phase didn't succeed in the last run, or there are too few others.
        case unknown
        /// The difference is no more than such phases differ anyway.
        case usual
        case slower
        case faster
    }

    private static let fewestOthers = 3
    /// How many times its usual deviation a duration must be off to be more than noise.
    private static let significance = 3.0
    /// Differences below this share are nobody's concern, however steady the phase is.
    private static let leastShare = 0.02

    let phase: String
    /// Which one of its name it is in a run, from 1.
    let occurrence: Int
    let durations: [Double]
    let median: Double
    /// The median absolute deviation as a standard deviation, in seconds.
    let spread: Double
    /// The duration in the last run, if the phase succeeded there.
    let last: Double?
    /// The last duration against the median of the others, as a ratio.
    let ratio: Double?
    let verdict: Verdict

    /// - Parameters:
    ///   - phase: Its name.
    ///   - occurrence: Which one of its name it is in a run, from 1.
    ///   - durations: How long it took, in seconds, the oldest first.
    ///   - hasLastRun: Whether the last of them is from the last run.
    init(phase: String, occurrence: Int = 1, durations: [Double], hasLastRun: Bool) {
        self.phase = phase
        self.occurrence = occurrence
        self.durations = durations
        median = Self.median(durations)
        spread = Self.deviation(durations)
        last = hasLastRun ? durations.last : nil
        let others = Array(durations.dropLast())
        guard let last, others.count >= Self.fewestOthers else {
            ratio = nil
            verdict = .unknown
            return
        }
        let usual = Self.median(others)
        ratio = usual > 0 ? last / usual : nil
        let noise = max(Self.significance * Self.deviation(others), Self.leastShare * usual)
        verdict = abs(last - usual) <= noise ? .usual : last > usual ? .slower : .faster
    }

    enum CodingKeys: String, CodingKey {
        case phase, occurrence, verdict, ratio
        case durations = "durations_seconds"
        case median = "median_seconds"
        case spread = "spread_seconds"
        case last = "last_seconds"
    }

    /// The row of a table.
    var cells: [String] {
        [
            ConsoleText.visible(phase) + (occurrence > 1 ? " (\(occurrence))" : ""),
            "\(durations.count)",
            ConsoleText.duration(median),
            "± " + ConsoleText.duration(spread),
            trend,
            last.map { ConsoleText.duration($0) } ?? "-",
            judgement,
        ]
    }

    private var judgement: String {
        guard let ratio else { return "-" }
        let percentage = Int(((ratio - 1) * 100).rounded())
        let sign = percentage > 0 ? "+" : ""
        return switch verdict {
        case .unknown: "-"
        case .usual: "as usual (\(sign)\(percentage) %)"
        case .slower, .faster: "\(verdict.rawValue) than noise (\(sign)\(percentage) %)"
        }
    }

    /// The newest durations as small bars, between the shortest and the longest.
    private var trend: String {
        let bars = Array("▁▂▃▄▅▆▇█")
        let shown = durations.suffix(20)
        guard let least = shown.min(), let most = shown.max() else { return "" }
        return String(
            shown.map { value in
                guard most > least else { return bars[3] }
                return bars[min(Int((value - least) / (most - least) * Double(bars.count)), bars.count - 1)]
            }
        )
    }

    private static func median(_ values: [Double]) -> Double {
        guard !values.isEmpty else { return 0 }
        let sorted = values.sorted()
        let middle = sorted.count / 2
        return sorted.count.isMultiple(of: 2) ? (sorted[middle - 1] + sorted[middle]) / 2 : sorted[middle]
    }

    /// The median absolute deviation, scaled to the standard deviation of normal noise (Rousseeuw and Croux 1993).
    private static func deviation(_ values: [Double]) -> Double {
        let middle = median(values)
        return 1.4826 * median(values.map { abs($0 - middle) })
    }
}
