import Foundation

/// What the estimator must not fall behind, over the workloads of the table.
enum Targets {
    /// The mean errors of the reference on its own benchmarks by the number of past runs, in the order of ``Workload/table``.
    private static let reference: [Int: [Double]] = [
        0: [0.231, 0.275, 0.258, 0.271, 0.298],
        1: [0.081, 0.103, 0.100, 0.100, 0.112],
        3: [0.068, 0.088, 0.085, 0.077, 0.094],
        10: [0.062, 0.079, 0.077, 0.065, 0.083],
    ]
    /// How many times as large an error may be: other benchmarks of the same kind differ by so much.
    private static let slack = 1.05
    private static let averageCoverage = 0.75...0.85
    private static let leastCoverage = 0.70

    /// What is broken, a line each; nothing where all is kept.
    static func broken(_ comparison: Comparison) -> [String] {
        var lines: [String] = []
        var coverages: [Double] = []
        for past in Comparison.pasts {
            for (workload, error) in zip(comparison.workloads, reference[past] ?? []) {
                let limit = Self.slack * error
                let score = comparison.score(.headway(past), workload)
                let place = "\(Comparison.Rule.headway(past)), \(workload.rawValue)"
                if !(score.mean <= limit) {
                    lines.append(
                        "\(place): \(Markdown.percent(score.mean)) % is more than \(Markdown.percent(limit)) %"
                    )
                }
                let coverage = score.coverage ?? 0
                coverages.append(coverage)
                if coverage < leastCoverage {
                    lines.append("\(place): the interval holds the truth in \(Markdown.whole(coverage)) % only")
                }
            }
        }
        let average = coverages.reduce(0, +) / Double(coverages.count)
        if !averageCoverage.contains(average) {
            lines.append("on average the intervals hold the truth in \(Markdown.percent(average)) %")
        }
        for rule in comparison.others {
            for workload in comparison.workloads where comparison.pair(rule, workload).lead <= 0 {
                lines.append("\(rule) is better on \(workload.rawValue)")
            }
        }
        return lines
    }
}
