#if canImport(FoundationEssentials)
public import FoundationEssentials
#else
public import Foundation
#endif

/// One phase as the events so far describe it.
public struct PhaseState: Sendable, Hashable {
    /// Its place within the run, from 0.
    ///
    /// It is what identifies a phase: names may repeat.
    public internal(set) var index: Int
    /// Its name.
    public internal(set) var name: String
    /// How it is, or how it ended.
    public internal(set) var status: PhaseStatus = .pending
    /// Whether it is running and has shown no sign of life for longer than it should.
    public internal(set) var stalled = false
    /// When it began.
    public internal(set) var startedAt: Date?
    /// The run's elapsed seconds when it began, by a clock that never goes back; 0 before.
    ///
    /// ``durationSeconds`` follows from it while the phase runs.
    public internal(set) var startedElapsed: Double = 0
    /// How long it took, or has taken until the state's ``RunState/elapsedSeconds``; `nil` before it began.
    public internal(set) var durationSeconds: Double?
    /// How far it is, 0…1.
    ///
    /// It never falls.
    public internal(set) var fraction: Double = 0
    /// How many units are done, if it counts.
    public internal(set) var completed: Int?
    /// How many units there are, if that is known.
    public internal(set) var total: Int?
    /// What is counted, for example `"files"`.
    public internal(set) var unit: String?
    /// What it says that it is doing.
    public internal(set) var message: String?
    /// What went wrong.
    public internal(set) var error: String? {
        get { details.error }
        set { details.error = newValue }
    }
    /// How long it was expected to take when the run began, in seconds.
    public internal(set) var expectedSeconds: Double?
    /// Since when a stalled phase has been quiet, in seconds of the run.
    public internal(set) var quietSinceSeconds: Double? {
        get { details.quietSinceSeconds }
        set { details.quietSinceSeconds = newValue }
    }
    /// For how long it was quiet at most, in seconds, if it has succeeded.
    ///
    /// A stall counts as at most eight times what was allowed, so that a phase which hung once is still watched later.
    /// It tells whoever watches a later run how long is usual.
    public internal(set) var longestQuietSeconds: Double?
    /// How much longer it will take, as it was estimated at ``RunState/estimatedAtSeconds``; `nil` where nothing can be
    /// said.
    public internal(set) var remainingSeconds: TimeEstimate? {
        get { details.remainingSeconds }
        set { details.remainingSeconds = newValue }
    }
    /// The integral of ``fraction`` over the phase's time until ``durationSeconds``, each report held until the next.
    ///
    /// Together with ``progressReports`` it tells the shape of the progress to whoever estimates a later run.
    /// An observer that misses reports sees a coarser shape, so this doesn't count when states are compared.
    public var progressIntegral: Double { tally.integral }
    /// How often the fraction rose.
    ///
    /// Like ``progressIntegral`` it doesn't count when states are compared.
    public var progressReports: Int { tally.reports }
    /// The process group in which its command runs.
    public internal(set) var processGroup: Int?
    /// The last lines that it printed, if it failed or stalled.
    public internal(set) var output: [String]? {
        get { details.output }
        set { details.output = newValue }
    }
    /// The path of all that it printed, if it failed.
    public internal(set) var log: String? {
        get { details.log }
        set { details.log = newValue }
    }

    /// How long each repetition of a repeated phase took, in seconds, in order; warm-ups are not among them.
    public internal(set) var repetitionSeconds: [Double]? {
        get { details.repetitionSeconds }
        set { details.repetitionSeconds = newValue }
    }
    /// The id of the run whose result of this phase is kept, where a run goes on with what an earlier one has done.
    ///
    /// Such a phase took ``durationSeconds`` then, and no time in this run.
    public internal(set) var keptFrom: String? {
        get { details.keptFrom }
        set { details.keptFrom = newValue }
    }
    /// The name of the phase whose command reports this one, where a command has phases of its own.
    ///
    /// The first of them has taken that phase's place.
    public internal(set) var reportedBy: String? {
        get { details.reportedBy }
        set { details.reportedBy = newValue }
    }

    private var boxedDetails = PhaseDetails.Box.none

    private var details: PhaseDetails {
        get { if case .some(let details) = boxedDetails { details } else { .none } }
        set { boxedDetails = newValue == .none ? .none : .some(newValue) }
    }

    /// The shape of the progress.
    var tally = ProgressTally()

    init(index: Int, name: String) {
        self.index = index
        self.name = name
    }

    /// For how long a stalled phase had been quiet when ``durationSeconds`` was true.
    var quietSeconds: Double? {
        quietSinceSeconds.map { max(startedElapsed + (durationSeconds ?? 0) - $0, 0) }
    }

    /// Brings the duration, and what is integrated over it, to a later moment.
    ///
    /// - Parameter seconds: How long the phase has been going on then.
    mutating func lengthen(to seconds: Double) {
        tally.hold(fraction, for: seconds - (durationSeconds ?? 0))
        durationSeconds = seconds
    }

    /// The logarithm of the exponent of its progress curve, of a phase that has succeeded and reported before its end.
    var logGamma: Double? {
        guard status == .completed, let durationSeconds else { return nil }
        return ProgressCurve.logGamma(
            integral: progressIntegral,
            duration: durationSeconds,
            reports: progressReports,
            fraction: fraction
        )
    }

    /// How much longer the phase takes if it goes on as it did so far; `nil` where there is nothing to go by.
    var simpleRemaining: TimeEstimate? {
        guard status == .running, fraction < 1, let durationSeconds else { return nil }
        let seconds: Double
        if fraction >= 0.01, durationSeconds >= 2 {
            seconds = durationSeconds / fraction - durationSeconds
        } else if let expectedSeconds, expectedSeconds > durationSeconds {
            seconds = expectedSeconds - durationSeconds
        } else {
            return nil
        }
        return TimeEstimate(point: seconds, p10: seconds, p50: seconds, p90: seconds)
    }

    /// An expectation that can be summed up, or nothing.
    static func sane(expectation: Double) -> Double? {
        expectation > 0 && expectation <= RunLedger.longestExpectation ? expectation : nil
    }

    /// Whether it has said anything about how far it is.
    public var isDeterminate: Bool { fraction > 0 || total != nil || status.isEnd }
}

extension PhaseState: Codable {
    enum CodingKeys: String, CodingKey, CaseIterable {
        case index, name, status, stalled
        case startedAt = "started_at"
        case startedElapsed = "started_at_seconds"
        case durationSeconds = "duration_seconds"
        case fraction, completed, total, unit, message, error
        case expectedSeconds = "expected_seconds"
        case quietSinceSeconds = "quiet_since_seconds"
        case longestQuietSeconds = "longest_quiet_seconds"
        case remainingSeconds = "remaining_seconds"
        case progressIntegral = "progress_integral"
        case progressReports = "progress_reports"
        case processGroup = "process_group"
        case output, log
        case repetitionSeconds = "repetition_seconds"
        case keptFrom = "kept_from"
        case reportedBy = "reported_by"
    }

    /// Reads a phase from the snapshot's `phases`.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        self.init(
            index: try container.decode(Int.self, forKey: .index),
            name: try container.decode(String.self, forKey: .name)
        )
        status = try container.decode(PhaseStatus.self, forKey: .status)
        stalled = try container.decodeIfPresent(Bool.self, forKey: .stalled) ?? false
        startedAt = try Timestamp.decodeIfPresent(from: container, forKey: .startedAt)
        startedElapsed = max(try container.decodeIfPresent(Double.self, forKey: .startedElapsed) ?? 0, 0)
        durationSeconds = try container.decodeIfPresent(Double.self, forKey: .durationSeconds)
        fraction = min(max(try container.decodeIfPresent(Double.self, forKey: .fraction) ?? 0, 0), 1)
        completed = try container.decodeIfPresent(Int.self, forKey: .completed)
        total = try container.decodeIfPresent(Int.self, forKey: .total)
        unit = try container.decodeIfPresent(String.self, forKey: .unit)
        message = try container.decodeIfPresent(String.self, forKey: .message)
        error = try container.decodeIfPresent(String.self, forKey: .error)
        expectedSeconds = try container.decodeIfPresent(Double.self, forKey: .expectedSeconds)
            .flatMap(Self.sane(expectation:))
        quietSinceSeconds = try container.decodeIfPresent(Double.self, forKey: .quietSinceSeconds)
        longestQuietSeconds = try container.decodeIfPresent(Double.self, forKey: .longestQuietSeconds)
        remainingSeconds = try container.decodeIfPresent(TimeEstimate.self, forKey: .remainingSeconds)
        tally = ProgressTally(
            integral: try container.decodeIfPresent(Double.self, forKey: .progressIntegral) ?? 0,
            reports: try container.decodeIfPresent(Int.self, forKey: .progressReports) ?? 0
        )
        processGroup = try container.decodeIfPresent(Int.self, forKey: .processGroup)
        output = try container.decodeIfPresent([String].self, forKey: .output)
        log = try container.decodeIfPresent(String.self, forKey: .log)
        repetitionSeconds = try container.decodeIfPresent([Double].self, forKey: .repetitionSeconds)
        keptFrom = try container.decodeIfPresent(String.self, forKey: .keptFrom)
        reportedBy = try container.decodeIfPresent(String.self, forKey: .reportedBy)
    }

    /// Writes the phase as the snapshot has it.
    ///
    /// The keys of the format are always there; the others only if set.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(index, forKey: .index)
        try container.encode(name, forKey: .name)
        try container.encode(status, forKey: .status)
        try container.encode(stalled, forKey: .stalled)
        try Timestamp.encode(startedAt, into: &container, forKey: .startedAt)
        if startedElapsed > 0 { try container.encode(startedElapsed, forKey: .startedElapsed) }
        try container.encode(durationSeconds, forKey: .durationSeconds)
        try container.encode(fraction, forKey: .fraction)
        try container.encode(completed, forKey: .completed)
        try container.encode(total, forKey: .total)
        try container.encode(unit, forKey: .unit)
        try container.encode(message, forKey: .message)
        try container.encode(error, forKey: .error)
        try container.encodeIfPresent(expectedSeconds, forKey: .expectedSeconds)
        try container.encodeIfPresent(quietSinceSeconds, forKey: .quietSinceSeconds)
        try container.encodeIfPresent(longestQuietSeconds, forKey: .longestQuietSeconds)
        try container.encodeIfPresent(remainingSeconds, forKey: .remainingSeconds)
        if progressIntegral > 0 { try container.encode(progressIntegral, forKey: .progressIntegral) }
        if progressReports > 0 { try container.encode(progressReports, forKey: .progressReports) }
        try container.encodeIfPresent(processGroup, forKey: .processGroup)
        try container.encodeIfPresent(output, forKey: .output)
        try container.encodeIfPresent(log, forKey: .log)
        try container.encodeIfPresent(repetitionSeconds, forKey: .repetitionSeconds)
        try container.encodeIfPresent(keptFrom, forKey: .keptFrom)
        try container.encodeIfPresent(reportedBy, forKey: .reportedBy)
    }
}
