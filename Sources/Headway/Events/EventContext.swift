/// What an event says beyond its type: only the fields that apply to it are set.
///
/// The keys of a journal line's `context` are these names in snake_case.
public struct EventContext: Sendable, Hashable {
    /// The name of the benchmark (of a start and an end of a run).
    public var benchmarkName: String?
    /// How many phases the run is known to have.
    public var totalPhases: Int?
    /// How many phases have ended so far.
    public var completedPhases: Int?
    /// The names of the announced phases, in order.
    public var phases: [String]?
    /// The expected duration of each announced phase in seconds, `nil` where it isn't known.
    public var expectedSeconds: [Double?]?
    /// The process that reports.
    public var writer: RunWriter?
    /// The name of the phase that the event is about.
    public var phaseName: String?
    /// The index of that phase within its run, from 0.
    public var phaseIndex: Int?
    /// How far the phase is, 0…100.
    public var percentage: Double?
    /// How many units are done.
    public var completed: Int?
    /// How many units there are.
    public var total: Int?
    /// What is counted, for example `"files"`.
    public var unit: String?
    /// What the phase says that it is doing.
    public var message: String?
    /// How a phase or a run ended.
    public var status: PhaseStatus?
    /// Whether it ended well.
    public var success: Bool?
    /// How long the phase or the run took, in seconds.
    public var durationSeconds: Double?
    /// What went wrong.
    public var error: String?
    /// The last lines that a failed phase printed.
    public var output: [String]?
    /// The path of all that it printed, if it failed.
    public var log: String?
    /// The time remaining, in seconds.
    public var remainingSeconds: TimeEstimate?
    /// For how long a stalled phase has been quiet, in seconds.
    public var quietSeconds: Double?
    /// For how long a phase that has succeeded was quiet at most, in seconds; a stall counts as at most eight times what was
    /// allowed.
    public var longestQuietSeconds: Double?
    /// The time remaining of running phases, by index, in seconds.
    public var phaseRemainingSeconds: [Int: TimeEstimate]?
    /// The integral of the phase's fraction over its time, where events that were lost are told anew.
    public var progressIntegral: Double?
    /// How often the phase's fraction rose, where events that were lost are told anew.
    public var progressReports: Int?
    /// The code with which the command that runs the benchmark ends.
    public var exitCode: Int?
    /// The process group in which the phase's command runs.
    public var processGroup: Int?
    /// How long each repetition of a repeated phase took, in seconds, in order; warm-ups are not among them.
    public var repetitionSeconds: [Double]?
    /// The id of the run whose result of this phase is kept, where a run goes on with what an earlier one has done.
    public var keptFrom: String?
    /// The name of the phase whose command reports this one, where a command has phases of its own.
    public var reportedBy: String?

    /// Makes a context in which nothing is set.
    public init() {}
}

extension EventContext: Codable {
    enum CodingKeys: String, CodingKey, CaseIterable {
        case benchmarkName = "benchmark_name"
        case totalPhases = "total_phases"
        case completedPhases = "completed_phases"
        case phases
        case expectedSeconds = "expected_seconds"
        case writer
        case phaseName = "phase_name"
        case phaseIndex = "phase_index"
        case percentage
        case completed
        case total
        case unit
        case message
        case status
        case success
        case durationSeconds = "duration_seconds"
        case error
        case output
        case log
        case remainingSeconds = "remaining_seconds"
        case quietSeconds = "quiet_seconds"
        case longestQuietSeconds = "longest_quiet_seconds"
        case phaseRemainingSeconds = "phase_remaining_seconds"
        case progressIntegral = "progress_integral"
        case progressReports = "progress_reports"
        case exitCode = "exit_code"
        case processGroup = "process_group"
        case repetitionSeconds = "repetition_seconds"
        case keptFrom = "kept_from"
        case reportedBy = "reported_by"
    }
}
