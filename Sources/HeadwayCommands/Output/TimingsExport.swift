import Headway
import HeadwayRunner

/// How long the phases of a run took, for other programs.
///
/// The names of the numbers are those that hyperfine uses, so that scripts for its files read these too.
struct TimingsExport {
    /// What they are written as.
    enum Format {
        case json, markdown, csv
    }

    /// A phase as the JSON has it.
    struct Timing: Encodable {
        var command: String?
        var name: String
        var status: String
        var keptFrom: String?
        /// The duration of the phase as a whole, in seconds; the other numbers are of its repetitions, or of it alone.
        var duration: Double?
        var statistics: DurationStatistics?
        var times: [Double]

        enum CodingKeys: String, CodingKey {
            case command, name, status, duration, mean, stddev, median, min, max, times
            case keptFrom = "kept_from"
        }

        func encode(to encoder: any Encoder) throws {
            var container = encoder.container(keyedBy: CodingKeys.self)
            try container.encodeIfPresent(command, forKey: .command)
            try container.encode(name, forKey: .name)
            try container.encode(status, forKey: .status)
            try container.encodeIfPresent(keptFrom, forKey: .keptFrom)
            try container.encode(duration, forKey: .duration)
            try container.encode(statistics?.mean, forKey: .mean)
            try container.encode(times.count > 1 ? statistics?.standardDeviation : nil, forKey: .stddev)
            try container.encode(statistics?.median, forKey: .median)
            try container.encode(statistics?.minimum, forKey: .min)
            try container.encode(statistics?.maximum, forKey: .max)
            try container.encode(times, forKey: .times)
        }
    }

    private struct Document: Encodable {
        var benchmark: String
        var runID: String
        var status: String
        var startedAt: String?
        var elapsedSeconds: Double
        var results: [Timing]

        enum CodingKeys: String, CodingKey {
            case benchmark, status, results
            case runID = "run_id"
            case startedAt = "started_at"
            case elapsedSeconds = "elapsed_seconds"
        }
    }

    private let state: RunState
    private let timings: [Timing]

    init(state: RunState, plan: Plan) {
        self.state = state
        let commands = Dictionary(plan.phases.map { ($0.name, $0.command) }, uniquingKeysWith: { first, _ in first })
        timings = state.phasesInOrder.map { phase in
            let own = phase.status == .completed ? phase.durationSeconds.map { [$0] } ?? [] : []
            let times = phase.repetitionSeconds ?? own
            return Timing(
                command: phase.reportedBy == nil ? commands[phase.name] : nil,
                name: phase.name,
                status: phase.status.rawValue,
                keptFrom: phase.keptFrom,
                duration: phase.durationSeconds,
                statistics: DurationStatistics(times),
                times: times
            )
        }
    }

    /// The timings as a text.
    func text(as format: Format) -> String {
        switch format {
        case .json: json
        case .markdown: markdown
        case .csv: csv
        }
    }

    /// The timings as JSON.
    private var json: String {
        let document = Document(
            benchmark: state.benchmark,
            runID: state.runID,
            status: state.status.rawValue,
            startedAt: state.startedAt.map(Timestamp.format),
            elapsedSeconds: state.elapsedSeconds,
            results: timings
        )
        return ((try? RunFormat.json(document, isPretty: true)) ?? "{}") + "\n"
    }

    /// The timings as comma-separated values (RFC 4180), in seconds.
    private var csv: String {
        let header = ["name", "status", "duration", "runs", "mean", "stddev", "median", "min", "max"]
        let rows = timings.map { timing -> [String] in
            let statistics = timing.statistics
            let numbers = [
                statistics?.mean, timing.times.count > 1 ? statistics?.standardDeviation : nil, statistics?.median,
                statistics?.minimum, statistics?.maximum,
            ]
            let first = [
                Self.quoted(timing.name), timing.status, Self.number(timing.duration), "\(timing.times.count)",
            ]
            return first + numbers.map(Self.number)
        }
        return ([header] + rows).map { $0.joined(separator: ",") + "\r\n" }.joined()
    }

    /// The timings as a table in Markdown.
    private var markdown: String {
        var lines = [
            "| Phase | Status | Runs | Mean | ± σ | Median | Min | Max |",
            "|:---|:---|---:|---:|---:|---:|---:|---:|",
        ]
        for timing in timings {
            let statistics = timing.statistics
            let numbers = [
                statistics?.mean, timing.times.count > 1 ? statistics?.standardDeviation : nil, statistics?.median,
                statistics?.minimum, statistics?.maximum,
            ]
            let cells =
                [ConsoleText.markdown(timing.name), timing.status, "\(timing.times.count)"]
                + numbers.map { $0.map { ConsoleText.seconds($0) } ?? "" }
            lines.append("| " + cells.joined(separator: " | ") + " |")
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private static func number(_ value: Double?) -> String { value.map { "\($0)" } ?? "" }

    /// A field that may hold anything; a sheet takes one that begins like a formula for text.
    private static func quoted(_ text: String) -> String {
        let text = text.first.map { "=+-@\t\r".contains($0) } == true ? "'" + text : text
        guard text.contains(where: { $0 == "\"" || $0 == "," || $0.isNewline }) else { return text }
        return "\"" + text.replacing("\"", with: "\"\"") + "\""
    }
}
