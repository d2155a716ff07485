/// How a phase is, or how it ended.
///
/// A phase that hangs is still `running`: ``PhaseState/stalled`` says so beside it.
public enum PhaseStatus: String, Sendable, Hashable, Codable, CaseIterable {
    /// It hasn't begun.
    case pending
    /// It goes on.
    case running
    /// It did what it should.
    case completed
    /// It went wrong.
    case failed
    /// It wasn't run.
    case skipped
    /// It took too long and was ended.
    case timedOut = "timed_out"
    /// Somebody ended it.
    case cancelled
    /// Whoever ran it left without saying how it went.
    case abandoned

    /// Whether the phase has ended.
    public var isEnd: Bool { self != .pending && self != .running }

    /// Whether the phase's whole weight counts as done: completed work does, and so does work that nobody will do.
    ///
    /// A phase that failed or was cancelled counts with what it had done.
    var countsAsDone: Bool { self == .completed || self == .skipped }
}
