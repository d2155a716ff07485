extension RunState {
    /// How many phases have ended, and how many of them badly, in words.
    var counts: [String] {
        guard totalPhases > 0 else { return [] }
        let phases = totalPhases == 1 ? "phase" : "phases"
        let done = "\(NumberText.grouped(completedPhases)) of \(NumberText.grouped(totalPhases)) \(phases)"
        return failedPhases.isEmpty ? [done] : [done, "\(NumberText.grouped(failedPhases.count)) failed"]
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
