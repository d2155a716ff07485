import Headway

/// How a run stands, from how its phases have ended.
struct PlanResult {
    private var failures: [PhaseStatus] = []
    private(set) var isOver = false

    /// Whether a phase has not done what it should.
    var hasFailed: Bool { !failures.isEmpty }

    /// Notes how a phase ended, or that the run was stopped.
    ///
    /// - Parameters:
    ///   - status: How it ended.
    ///   - endsRun: Whether a failure of it ends the run.
    mutating func note(_ status: PhaseStatus, endsRun: Bool = true) {
        guard status != .completed else { return }
        failures.append(status)
        if endsRun || status == .cancelled { isOver = true }
    }

    /// The status of the run.
    ///
    /// It has timed out only if nothing else went wrong.
    var status: RunStatus {
        if failures.isEmpty { return .completed }
        if failures.contains(.cancelled) { return .cancelled }
        return failures.allSatisfy { $0 == .timedOut } ? .timedOut : .failed
    }

    /// What went wrong with the run as a whole, in a few words.
    var error: String? {
        switch status {
        case .completed: nil
        case .cancelled: "it was stopped"
        default: failures.count == 1 ? "a phase did not succeed" : "\(failures.count) phases did not succeed"
        }
    }
}
