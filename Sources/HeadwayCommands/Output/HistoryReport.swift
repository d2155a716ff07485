import Headway

/// What past runs say of each phase of a benchmark, and how the last run compares.
struct HistoryReport: Encodable {
    let benchmark: String
    let rows: [HistoryRow]

    /// - Parameters:
    ///   - benchmark: The benchmark's name.
    ///   - runs: Its past runs, the oldest first.
    init(benchmark: String, runs: [PastRun]) {
        self.benchmark = benchmark
        let lastRun = runs.last?.runID
        var names: [String] = []
        var durations: [String: [(run: String, seconds: Double)]] = [:]
        for run in runs {
            for phase in run.phases {
                if durations[phase.name] == nil { names.append(phase.name) }
                durations[phase.name, default: []].append((run.runID, phase.durationSeconds))
            }
        }
        rows = names.map { name in
            let all = durations[name] ?? []
            return HistoryRow(
                phase: name,
                durations: all.map(\.seconds),
                hasLastRun: all.last?.run == lastRun
            )
        }
    }

    enum CodingKeys: String, CodingKey {
        case benchmark
        case rows = "phases"
    }

    /// The report as a table.
    var text: String {
        let header = ["PHASE", "RUNS", "MEDIAN", "SPREAD", "TREND", "LAST", "AGAINST THE OTHERS"]
        return ConsoleText.visible(benchmark) + "\n" + TextTable.text([header] + rows.map(\.cells))
    }
}
