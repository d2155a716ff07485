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
        var durations: [PhaseKey: [(run: String, seconds: Double)]] = [:]
        // The phases of the newest run as they are there, and then those that only older ones had.
        var keys: [PhaseKey] = []
        for run in runs.reversed() {
            for (key, phase) in zip(PhaseKey.keys(of: run.phases.map(\.name)), run.phases) {
                if durations[key] == nil { keys.append(key) }
                durations[key, default: []].append((run.runID, phase.durationSeconds))
            }
        }
        rows = keys.map { key in
            let all = durations[key] ?? []
            return HistoryRow(
                phase: key.name,
                occurrence: key.occurrence + 1,
                durations: all.map(\.seconds).reversed(),
                hasLastRun: all.first?.run == runs.last?.runID
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
