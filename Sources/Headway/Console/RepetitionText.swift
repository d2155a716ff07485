/// What the repetitions of a phase have in common, in a line.
struct RepetitionText {
    let isUnicode: Bool

    /// The line, for example `30 runs: 1.23 s ± 0.04 s, median 1.22 s, 1.19–1.31 s`.
    ///
    /// - Parameter statistics: What they have in common.
    /// - Returns: The text.
    func line(_ statistics: DurationStatistics) -> String {
        let scale = Scale(statistics.maximum, isUnicode: isUnicode)
        func text(_ seconds: Double) -> String { "\(scale.number(seconds)) \(scale.unit)" }
        guard statistics.count > 1 else { return "1 run: \(text(statistics.mean))" }
        let parts = [
            "\(text(statistics.mean)) \(isUnicode ? "±" : "+-") \(text(statistics.standardDeviation))",
            "median \(text(statistics.median))",
            "\(scale.number(statistics.minimum))\(isUnicode ? "–" : "-")\(text(statistics.maximum))",
        ]
        return "\(NumberText.grouped(statistics.count)) runs: " + parts.joined(separator: ", ")
    }

    /// A single measured time in a unit of its own.
    static func measured(_ seconds: Double) -> String {
        let scale = Scale(seconds, isUnicode: true)
        return "\(scale.number(seconds)) \(scale.unit)"
    }

    /// One unit for all numbers of a line, and as many decimals as make three digits or four of the largest.
    private struct Scale {
        let unit: String
        private let factor: Double
        private let decimals: Int

        init(_ largest: Double, isUnicode: Bool) {
            (unit, factor) = largest < 1e-3 ? (isUnicode ? "µs" : "us", 1e6) : largest < 1 ? ("ms", 1e3) : ("s", 1)
            let value = largest * factor
            decimals = value < 10 ? 2 : value < 1_000 ? 1 : 0
        }

        func number(_ seconds: Double) -> String { NumberText.fixed(seconds * factor, decimals: decimals) }
    }
}
