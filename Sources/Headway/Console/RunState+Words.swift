extension RunState {
    /// How many phases have ended, and how many of them badly, in words.
    var counts: [String] {
        guard totalPhases > 0 else { return [] }
        let noun = totalPhases == 1 ? "phase" : "phases"
        let done = "\(NumberText.grouped(completedPhases)) of \(NumberText.grouped(totalPhases)) \(noun)"
        let failed = failedPhases.count { phases[$0].hasFailed }
        return failed == 0 ? [done] : [done, "\(NumberText.grouped(failed)) failed"]
    }
}

extension RunStatus {
    /// The status in words.
    var word: String {
        switch self {
        case .timedOut: "timed out"
        default: rawValue
        }
    }
}
