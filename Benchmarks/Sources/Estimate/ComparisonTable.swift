import Foundation
import Headway

/// Headway's estimates and those of others, over the workloads and numbers of past runs.
struct ComparisonTable {
    private static let instants = 400
    private static let pasts = [0, 1, 3, 10]

    private var names: [String] = []
    private var scores: [String: [Workload: Score]] = [:]

    init(benchmarks count: Int, seed: UInt64) {
        for workload in Workload.allCases {
            var dice = Dice(seed: seed)
            for _ in 0..<count { add(SimulatedBenchmark(&dice), workload) }
        }
    }

    private mutating func add(_ benchmark: SimulatedBenchmark, _ workload: Workload) {
        let run = Observation.all(of: benchmark.target, workload, count: Self.instants)
        add("origin", workload, Peers.origin(run, phases: benchmark.target.count), run)
        add("linear", workload, Peers.linear(run), run)
        add("tqdm", workload, Peers.tqdm(run), run)
        add("rich", workload, Peers.rich(run), run)
        add("indicatif", workload, Peers.indicatif(run), run)
        for past in Self.pasts where past > 0 {
            add("median of \(Self.runs(past))", workload, Peers.median(run, past: benchmark.past(past)), run)
        }
        for past in Self.pasts {
            let name = "Headway, \(Self.runs(past))"
            let estimates = Ours.estimates(run, of: benchmark, past: past, workload)
            add(name, workload, estimates.map(\.point), run)
            for (estimate, now) in zip(estimates, run) {
                scores[name]?[workload]?.add(low: estimate.p10, high: estimate.p90, now.remaining)
            }
        }
    }

    private static func runs(_ count: Int) -> String {
        switch count {
        case 0: "no history"
        case 1: "1 past run"
        default: "\(count) past runs"
        }
    }

    private mutating func add(_ name: String, _ workload: Workload, _ estimates: [Double], _ run: [Observation]) {
        if scores[name] == nil { names.append(name) }
        scores[name, default: [:]][workload, default: Score()].add(estimates, run)
    }

    /// The table in Markdown.
    var text: String {
        let header = "| | " + Workload.allCases.map(\.rawValue).joined(separator: " | ") + " |"
        let rule = "|---|" + Workload.allCases.map { _ in "---|" }.joined()
        var lines = [
            "Mean |estimate − truth| ÷ duration of the run, % (90th percentile); after the slash the share of instants, %, at",
            "which there is an estimate, where that isn't all.",
            "", header, rule,
        ]
        for name in names {
            let cells = Workload.allCases.map { workload -> String in
                guard let score = scores[name]?[workload] else { return "" }
                let cell = "\(percent(score.mean)) (\(whole(score.p90)))"
                return score.share >= 0.995 ? cell : cell + "/\(whole(score.share))"
            }
            lines.append("| \(name) | " + cells.joined(separator: " | ") + " |")
        }
        lines += ["", "How often the truth is within the 80 % interval, %.", "", header, rule]
        for name in names where name.hasPrefix("Headway") {
            let cells = Workload.allCases.map { whole(scores[name]?[$0]?.coverage ?? .nan) }
            lines.append("| \(name) | " + cells.joined(separator: " | ") + " |")
        }
        return lines.joined(separator: "\n")
    }

    private func percent(_ share: Double) -> String { String(format: "%.1f", share * 100) }
    private func whole(_ share: Double) -> String { String(format: "%.0f", share * 100) }
}
