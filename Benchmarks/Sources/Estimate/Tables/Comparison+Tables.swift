import Foundation

/// The comparison as tables.
extension Comparison {
    private var header: [String] { [""] + workloads.map(\.rawValue) }
    private var ours: [Rule] { Self.pasts.map(Rule.headway) }

    /// All rules and their errors.
    var errors: String {
        "Mean |estimate − truth| ÷ duration of the run, % (90th percentile); after the slash the share of instants, %, at\n"
            + "which there is an estimate, where that isn't all.\n\n"
            + Markdown.table(
                header,
                (others + ours).map { rule in
                    ["\(rule)"]
                        + workloads.map { workload in
                            let score = score(rule, workload)
                            let cell = "\(Markdown.percent(score.mean)) (\(Markdown.whole(score.p90)))"
                            return score.share >= 0.995 ? cell : cell + "/\(Markdown.whole(score.share))"
                        }
                }
            )
    }

    /// How often the truth is within the interval.
    var coverage: String {
        "How often the truth is within the 80 % interval, %.\n\n"
            + Markdown.table(
                header,
                ours.map { rule in
                    ["\(rule)"] + workloads.map { Markdown.whole(score(rule, $0).coverage ?? .nan) }
                }
            )
    }

    /// Each rule beside Headway with as many past runs, at exactly the instants at which the other answers.
    var lead: String {
        "At exactly the instants at which the other answers: its mean error, % / Headway's with as many past runs; how much\n"
            + "smaller Headway's is, in points (standard error over the benchmarks).\n\n"
            + Markdown.table(
                header,
                others.map { rule in
                    ["\(rule)"]
                        + workloads.map { workload in
                            let pair = pair(rule, workload)
                            return "\(Markdown.percent(pair.theirMean)) / \(Markdown.percent(pair.ourMean)): "
                                + "\(Markdown.percent(pair.lead)) (\(Markdown.percent(pair.standardError)))"
                        }
                }
            )
    }
}
