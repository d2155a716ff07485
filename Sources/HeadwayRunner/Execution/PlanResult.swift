import Headway

/// How a run stands, from how its phases have ended.
struct PlanResult {
    private var failures: [PhaseStatus] = []
    private var timeout: Duration?
    private var survivors: [ProcessGroup] = []
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

    /// Notes that the run has taken too long, and a phase was ended for it or phases are left.
    ///
    /// - Parameter limit: How long it may take.
    mutating func noteTimeout(_ limit: Duration) {
        timeout = limit
        note(.timedOut)
    }

    /// Notes what phases left behind and can't be ended.
    mutating func noteSurvivors(_ groups: [ProcessGroup]) {
        survivors += groups
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
        let parts = [statusError, survivors.isEmpty ? nil : ProcessGroup.livesOn(survivors)].compactMap(\.self)
        return parts.isEmpty ? nil : parts.joined(separator: "; ")
    }

    private var statusError: String? {
        switch status {
        case .completed: return nil
        case .cancelled: return "it was stopped"
        default: break
        }
        if let timeout { return "it took longer than its timeout of \(DurationText.format(timeout))" }
        return failures.count == 1 ? "a phase did not succeed" : "\(failures.count) phases did not succeed"
    }
}
