import Headway

/// All rules on the same simulated benchmarks: with no history and with some numbers of past runs.
struct Comparison {
    static let pasts = [0, 1, 3, 10]
    private static let instants = 400
    /// An error counts as at most so many durations.
    private static let cap = 10.0

    let workloads: [Workload]
    /// The rules of others, in order.
    private(set) var others: [Rule] = []
    private var scores: [Rule: [Workload: Score]] = [:]
    private var pairs: [Rule: [Workload: PairedScore]] = [:]

    /// A rule, and how many past runs it knows.
    struct Rule: Hashable {
        var name: String
        var past: Int

        static func headway(_ past: Int) -> Rule { Rule(name: "Headway", past: past) }
        static func median(_ past: Int) -> Rule { Rule(name: "median of past durations", past: past) }
        static func medianOfRuns(_ past: Int) -> Rule { Rule(name: "median of past runs", past: past) }
        static let linear = Rule(name: "linear", past: 0)
    }

    init(_ scenario: Scenario, benchmarks count: Int, seed: UInt64) {
        workloads = scenario.workloads
        for workload in workloads {
            var dice = Dice(seed: seed)
            for _ in 0..<count { add(SimulatedBenchmark(scenario, &dice), workload) }
        }
    }

    func score(_ rule: Rule, _ workload: Workload) -> Score { scores[rule]?[workload] ?? Score() }

    /// A rule of others and Headway with as many past runs, where the other answers.
    func pair(_ rule: Rule, _ workload: Workload) -> PairedScore { pairs[rule]?[workload] ?? PairedScore() }

    private mutating func add(_ benchmark: SimulatedBenchmark, _ workload: Workload) {
        let run = Observation.all(of: benchmark.target, workload, count: Self.instants)
        for past in Self.pasts {
            let known = benchmark.past(past, workload)
            let estimates = Ours.estimates(run, past: known)
            let ours = Self.errors(estimates.map { $0?.point ?? .nan }, run)
            add(.headway(past), workload, ours)
            for (estimate, now) in zip(estimates, run) {
                if let estimate { scores[.headway(past)]?[workload]?.add(estimate, now.remaining) }
            }
            for (rule, estimates) in Self.others(run, past, known, benchmark.totals(past)) {
                if !others.contains(rule) { others.append(rule) }
                let theirs = Self.errors(estimates, run)
                add(rule, workload, theirs)
                pairs[rule, default: [:]][workload, default: PairedScore()].add(ours, theirs)
            }
        }
    }

    private mutating func add(_ rule: Rule, _ workload: Workload, _ errors: [Double?]) {
        scores[rule, default: [:]][workload, default: Score()].add(errors)
    }

    private static func others(
        _ run: [Observation],
        _ past: Int,
        _ known: [PhasePast],
        _ totals: [Double]
    ) -> [(Rule, [Double])] {
        guard past == 0 else {
            return [
                (.median(past), Peers.median(run, past: known)),
                (.medianOfRuns(past), Peers.medianOfRuns(run, totals: totals)),
            ]
        }
        return [
            (Rule(name: "elapsed ÷ phases done × phases left", past: 0), Peers.origin(run)),
            (.linear, Peers.linear(run)),
            (Rule(name: "tqdm", past: 0), Peers.tqdm(run)),
            (Rule(name: "rich", past: 0), Peers.rich(run)),
            (Rule(name: "indicatif", past: 0), Peers.indicatif(run)),
        ]
    }

    /// The errors as shares of the duration of the run.
    private static func errors(_ estimates: [Double], _ run: [Observation]) -> [Double?] {
        zip(estimates, run).map { estimate, now in
            guard estimate.isFinite else { return nil }
            return min(abs(estimate - now.remaining) / (now.elapsed + now.remaining), cap)
        }
    }
}

extension Comparison.Rule: CustomStringConvertible {
    var description: String {
        switch past {
        case 0: name == "Headway" ? "Headway, no history" : name
        case 1: "\(name), 1 run"
        default: "\(name), \(past) runs"
        }
    }
}
