import Foundation

/// What the estimator must not fall behind, over the workloads of the table.
enum Targets {
    /// The largest mean error by the number of past runs, in the order of ``Workload/table``.
    private static let errors: [Int: [Double]] = [
        0: [0.24, 0.29, 0.27, 0.28, 0.31],
        1: [0.115, 0.115, 0.115, 0.115, 0.115],
        3: [0.095, 0.095, 0.095, 0.095, 0.095],
        10: [0.085, 0.085, 0.085, 0.085, 0.085],
    ]
    private static let averageCoverage = 0.75...0.85
    private static let leastCoverage = 0.70

    /// What is broken, a line each; nothing where all is kept.
    static func broken(_ comparison: Comparison) -> [String] {
        var lines: [String] = []
        var coverages: [Double] = []
        for past in Comparison.pasts {
            for (workload, limit) in zip(comparison.workloads, errors[past] ?? []) {
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
