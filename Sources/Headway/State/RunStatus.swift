/// How a run is, or how it ended.
public enum RunStatus: String, Sendable, Hashable, Codable, CaseIterable {
    /// It hasn't begun.
    case pending
    /// It goes on.
    case running
    /// It ended, and all went well.
    case completed
    /// It ended because something went wrong.
    case failed
    /// It ended because a phase, or the run, took too long.
    case timedOut = "timed_out"
    /// Somebody ended it.
    case cancelled
    /// Its writer is gone and left it unfinished. Only a viewer says so: nobody is left to write it down.
    case interrupted
    /// Whether it goes on can't be seen from here: its writer is on another machine or in another container. Only a viewer
    /// says so.
    case unknown

    /// Whether the run has ended.
    public var isEnd: Bool { self != .pending && self != .running && self != .unknown }

    /// The status of a run that ended as a phase does.
    init(ending status: PhaseStatus) {
        self =
            switch status {
            case .completed, .skipped: .completed
            case .timedOut: .timedOut
            case .cancelled: .cancelled
            case .failed, .abandoned, .pending, .running: .failed
            }
    }
}
