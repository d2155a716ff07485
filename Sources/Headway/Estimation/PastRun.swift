#if canImport(FoundationEssentials)
public import FoundationEssentials
#else
public import Foundation
#endif

/// What a past run of a benchmark tells about later ones: the phases that succeeded, and those that it went without.
public struct PastRun: Sendable, Hashable {
    /// The run's id.
    public var runID: String
    /// When it began.
    public var startedAt: Date
    /// Its phases that succeeded, in order.
    public var phases: [PastPhase]
    /// The names of the phases that it skipped, if it succeeded all the same.
    public var skipped: [String]

    /// Makes a past run.
    ///
    /// - Parameters:
    ///   - runID: The run's id.
    ///   - startedAt: When it began.
    ///   - phases: Its phases that succeeded, in order.
    ///   - skipped: The names of the phases that it skipped, if it succeeded all the same.
    public init(runID: String, startedAt: Date, phases: [PastPhase], skipped: [String] = []) {
        self.runID = runID
        self.startedAt = startedAt
        self.phases = phases
        self.skipped = skipped
    }

    /// Takes what a run tells.
    ///
    /// - Parameter run: The run; also one that went wrong later, or that nobody has ended.
    public init(_ run: RunState) {
        runID = run.runID
        startedAt = run.startedAt ?? Date(timeIntervalSince1970: 0)
        // What is skipped because something went wrong runs when all goes well.
        skipped = run.status == .completed ? run.phases.filter { $0.status == .skipped }.map(\.name) : []
        let whole = Self.wholeCommands(run)
        phases = run.phases.compactMap { phase in
            guard phase.status == .completed, phase.keptFrom == nil, let seconds = phase.durationSeconds,
                seconds.isFinite, seconds >= 0
            else {
                return nil
            }
            let start = run.startedAt.flatMap { start in phase.startedAt?.timeIntervalSince(start) }
            return PastPhase(
                name: phase.name,
                durationSeconds: seconds,
                startSeconds: start.map { max(($0 * 1_000).rounded() / 1_000, 0) },
                logGamma: phase.logGamma.map { ($0 * 1e6).rounded() / 1e6 },
                longestQuietSeconds: phase.longestQuietSeconds,
                reportedBy: phase.reportedBy.flatMap { whole.contains($0) ? $0 : nil }
            )
        }
    }

    /// The phases whose commands have reported phases of their own, all of which succeeded.
    ///
    /// Of a run that was cut short nobody knows what else they would have reported.
    private static func wholeCommands(_ run: RunState) -> Set<String> {
        guard run.status == .completed || run.status == .failed else { return [] }
        let reported = run.phases.filter { $0.reportedBy != nil }
        return Set(reported.compactMap(\.reportedBy))
            .subtracting(reported.filter { $0.status != .completed }.compactMap(\.reportedBy))
    }

    /// The phases whose commands have reported phases of their own, as if they had not: each from the start of the first
    /// of those to the end of the last.
    var commands: [PastPhase] {
        var order: [String] = []
        var parts: [String: [PastPhase]] = [:]
        for phase in phases {
            guard let command = phase.reportedBy else { continue }
            if parts[command] == nil { order.append(command) }
            parts[command, default: []].append(phase)
        }
        return order.map { command in
            let spans = (parts[command] ?? []).compactMap(\.span)
            let sum = (parts[command] ?? []).reduce(0) { $0 + $1.durationSeconds }
            guard let start = spans.map(\.lowerBound).min(), let end = spans.map(\.upperBound).max() else {
                return PastPhase(name: command, durationSeconds: sum)
            }
            return PastPhase(name: command, durationSeconds: end - start, startSeconds: start)
        }
    }
}

extension PastRun: Codable {
    enum CodingKeys: String, CodingKey {
        case runID = "run_id"
        case startedAt = "started_at"
        case phases, skipped
    }

    /// Reads a past run.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        self.init(
            runID: try container.decode(String.self, forKey: .runID),
            startedAt: try Timestamp.decode(from: container, forKey: .startedAt),
            phases: try container.decode([PastPhase].self, forKey: .phases),
            skipped: try container.decodeIfPresent([String].self, forKey: .skipped) ?? []
        )
    }

    /// Writes the past run.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(runID, forKey: .runID)
        try Timestamp.encode(startedAt, into: &container, forKey: .startedAt)
        try container.encode(phases, forKey: .phases)
        if !skipped.isEmpty { try container.encode(skipped, forKey: .skipped) }
    }
}
