import Foundation

/// Headway, the linear rule and the median of the past where benchmarks aren't as the estimator assumes.
enum ScenarioTable {
    static func text(benchmarks count: Int, seed: UInt64) -> String {
        let header =
            ["", "linear"]
            + Comparison.pasts.flatMap { past in
                past == 0 ? ["no history"] : ["median of \(past)", past == 1 ? "1 run" : "\(past) runs"]
            }
        let rows = ([Scenario.main] + Scenario.others).map { scenario in
            [scenario.name] + cells(Comparison(scenario, benchmarks: count, seed: seed))
        }
        return
            "Other benchmarks: mean error over the workloads, %, of linear, of the medians of past durations (of phases · of whole\n"
            + "runs), and of Headway with so many past runs; behind it how often the truth is within its 80 % interval, %\n"
            + "(least of the workloads).\n\n"
            + Markdown.table(header, rows)
    }

    private static func cells(_ comparison: Comparison) -> [String] {
        func mean(_ rule: Comparison.Rule) -> String {
            let errors = comparison.workloads.map { comparison.score(rule, $0).mean }.filter { !$0.isNaN }
            return errors.isEmpty ? "–" : Markdown.percent(errors.reduce(0, +) / Double(errors.count))
        }
        func ours(_ past: Int) -> String {
            let covered = comparison.workloads.compactMap { comparison.score(.headway(past), $0).coverage }
            let average = covered.reduce(0, +) / Double(covered.count)
            let least = covered.min() ?? .nan
            let range = covered.count > 1 ? " (\(Markdown.whole(least)))" : ""
            return "\(mean(.headway(past))), \(Markdown.whole(average))\(range)"
        }
        return [mean(.linear)]
            + Comparison.pasts.flatMap { past in
                past == 0 ? [ours(0)] : ["\(mean(.median(past))) · \(mean(.medianOfRuns(past)))", ours(past)]
            }
    }
}
