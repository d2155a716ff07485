/// How long the phases of benchmarks took in past runs: what estimates rest on.
///
/// ```swift
/// var configuration = ProgressTracker.Configuration()
/// configuration.history = try PhaseHistory(path: "history.json", orEmpty: true)
/// let tracker = ProgressTracker(configuration: configuration)
/// // … the run …
/// var history = configuration.history ?? PhaseHistory()
/// history.add(tracker.state)
/// try history.save(path: "history.json")
/// ```
public struct PhaseHistory: Sendable, Hashable {
    /// The newest runs of a benchmark that are kept.
    public static let runLimit = 20
    /// The format of the file, a name and a major version.
    public static let currentSchema = "headway.history/1"

    /// The past runs of each benchmark by its name, the oldest first.
    public private(set) var benchmarks: [String: [PastRun]] = [:]

    /// A history in which nothing has happened.
    public init() {}

    // MARK: Adding

    /// Adds what a run tells: its phases that succeeded.
    ///
    /// A run that was added before takes the place of itself; one without a phase that succeeded tells nothing. The oldest
    /// runs beyond ``runLimit`` are forgotten.
    ///
    /// - Parameter run: The run, as a tracker or a ``RunReader`` has it.
    public mutating func add(_ run: RunState) {
        add(PastRun(run), of: run.benchmark)
    }

    /// Adds what a run tells.
    ///
    /// - Parameters:
    ///   - run: The run.
    ///   - benchmark: The name of its benchmark.
    public mutating func add(_ run: PastRun, of benchmark: String) {
        guard !run.phases.isEmpty else { return }
        var runs = benchmarks[benchmark] ?? []
        if !run.runID.isEmpty { runs.removeAll { $0.runID == run.runID } }
        let place = runs.lastIndex { $0.startedAt <= run.startedAt }.map { $0 + 1 } ?? 0
        runs.insert(run, at: place)
        benchmarks[benchmark] = Array(runs.suffix(Self.runLimit))
    }

    /// Forgets a run.
    ///
    /// - Parameter runID: Its id.
    public mutating func remove(runID: String) {
        for (name, runs) in benchmarks {
            let kept = runs.filter { $0.runID != runID }
            benchmarks[name] = kept.isEmpty ? nil : kept
        }
    }

    // MARK: Asking

    /// The past runs of a benchmark, the oldest first.
    ///
    /// - Parameter benchmark: Its name.
    public func runs(of benchmark: String) -> [PastRun] { benchmarks[benchmark] ?? [] }

    /// How long each phase is expected to take: the median of what it took, outliers and what was before a lasting change
    /// left out.
    ///
    /// - Parameters:
    ///   - benchmark: The benchmark's name.
    ///   - phases: The names of the phases, in order.
    /// - Returns: The expectations in seconds, in the same order; `nil` for phases that never succeeded.
    public func expectedSeconds(benchmark: String, phases: [String]) -> [Double?] {
        var grid = DurationGrid(past(benchmark: benchmark, phases: phases).map(\.durations))
        grid.tame()
        return grid.medians.map { median in
            // To the microsecond, so that the number has few digits.
            median.flatMap { PhaseState.sane(expectation: (PlatformMath.exp($0) * 1e6).rounded() / 1e6) }
        }
    }

    /// For how long each phase was usually quiet at most: the median over the past runs, of two the lower one, as one of
    /// them may have hung.
    ///
    /// - Parameter benchmark: The benchmark's name.
    /// - Returns: The times in seconds of the phases of which that is known.
    func usualQuietSeconds(benchmark: String) -> [PhaseKey: Double] {
        var known: [PhaseKey: [Double]] = [:]
        for run in runs(of: benchmark) {
            for (key, phase) in zip(PhaseKey.keys(of: run.phases.map(\.name)), run.phases) {
                if let seconds = phase.longestQuietSeconds { known[key, default: []].append(seconds) }
            }
        }
        return known.mapValues { $0.sorted()[($0.count - 1) / 2] }
    }

    /// What the past runs tell of each phase.
    ///
    /// The second phase of a name is compared with the second of that name in other runs; where there are more of a name
    /// than ever before, the last ones are compared with the last that there was.
    ///
    /// - Parameters:
    ///   - benchmark: The benchmark's name.
    ///   - phases: The names of the phases, in order.
    /// - Returns: What is known, in the same order.
    public func past(benchmark: String, phases: [String]) -> [PhasePast] {
        let runs = runs(of: benchmark)
        var pasts = Array(repeating: PhasePast(), count: phases.count)
        guard !runs.isEmpty, !phases.isEmpty else { return pasts }
        var places: [PhaseKey: Int] = [:]
        for (index, key) in PhaseKey.keys(of: phases).enumerated() { places[key] = index }
        let none = [Double?](repeating: nil, count: runs.count)
        var matches = Array(repeating: 0, count: runs.count)
        for (number, run) in runs.enumerated() {
            for (key, phase) in Self.keyed(run) {
                guard let index = places[key] else { continue }
                if pasts[index].durations.isEmpty { pasts[index].durations = none }
                pasts[index].durations[number] = phase.durationSeconds
                if let shape = phase.logGamma { pasts[index].logGammas.append(shape) }
                matches[number] += 1
            }
            // Of phases of one name those that ran come first.
            let keys = PhaseKey.keys(of: run.phases.map(\.name) + run.skipped)
            for key in keys.dropFirst(run.phases.count) {
                if let index = places[key] { pasts[index].skips += 1 }
            }
        }
        addSpans(&pasts, places, runs, matches)
        for (index, key) in PhaseKey.keys(of: phases).enumerated() where pasts[index].durations.isEmpty {
            // `places` has the earlier phases of that name; the nearest one that has a past lends it.
            for occurrence in stride(from: key.occurrence - 1, through: 0, by: -1) {
                guard let other = places[PhaseKey(name: key.name, occurrence: occurrence)] else { break }
                guard !pasts[other].durations.isEmpty else { continue }
                pasts[index].durations = pasts[other].durations
                pasts[index].logGammas = pasts[other].logGammas
                break
            }
        }
        return pasts
    }

    /// The phases of a run by key, and with them those whose commands reported phases: this run may not have got to those.
    private static func keyed(_ run: PastRun) -> [(key: PhaseKey, phase: PastPhase)] {
        let phases = run.phases + run.commands
        return Array(zip(PhaseKey.keys(of: phases.map(\.name)), phases)).map { (key: $0, phase: $1) }
    }

    /// Adds when the phases ran, from the newest run of those that have most of them.
    private func addSpans(
        _ pasts: inout [PhasePast],
        _ places: [PhaseKey: Int],
        _ runs: [PastRun],
        _ matches: [Int]
    ) {
        guard let most = matches.max(), most > 0, let number = matches.lastIndex(of: most) else { return }
        for (key, phase) in Self.keyed(runs[number]) {
            if let index = places[key] { pasts[index].span = phase.span }
        }
    }
}

extension PhaseHistory: Codable {
    enum CodingKeys: String, CodingKey {
        case schema, benchmarks
    }

    /// Reads a history.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        let schema = try container.decode(String.self, forKey: .schema)
        guard schema == Self.currentSchema || schema.hasPrefix(Self.currentSchema + ".") else {
            throw DecodingError.dataCorruptedError(
                forKey: .schema,
                in: container,
                debugDescription: "\(schema) is not \(Self.currentSchema)"
            )
        }
        for (benchmark, runs) in try container.decode([String: [PastRun]].self, forKey: .benchmarks) {
            for run in runs { add(run, of: benchmark) }
        }
    }

    /// Writes the history.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(Self.currentSchema, forKey: .schema)
        try container.encode(benchmarks, forKey: .benchmarks)
    }
}
