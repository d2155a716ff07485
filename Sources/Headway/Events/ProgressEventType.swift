/// What kind of thing happened in a run.
///
/// The raw values are the `type` of a journal line. A reader skips the types that it doesn't know.
public enum ProgressEventType: String, Sendable, Hashable, Codable, CaseIterable {
    /// The run began.
    case benchmarkStarted = "benchmark_started"
    /// A phase began.
    case phaseStarted = "phase_started"
    /// A running phase reported how far it is.
    case phaseProgress = "phase_progress"
    /// A phase ended, well or not; `status` tells which.
    case phaseCompleted = "phase_completed"
    /// The run ended, well or not; `status` tells which.
    case benchmarkCompleted = "benchmark_completed"
    /// A running phase has shown no sign of life for longer than it should.
    case phaseStalled = "phase_stalled"
    /// A stalled phase moves again.
    case phaseResumed = "phase_resumed"
    /// The time remaining was estimated anew.
    case estimateUpdated = "estimate_updated"
    /// The journal lacks events, because its disk was full or gone for a while.
    case journalGap = "journal_gap"

    /// Whether a newer event of this type makes an older one (of the same phase) worthless.
    ///
    /// Everything else is a transition, which is delivered whatever happens.
    package var isConflatable: Bool { self == .phaseProgress || self == .estimateUpdated }
}
