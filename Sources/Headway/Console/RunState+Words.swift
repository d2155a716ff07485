extension RunState {
    /// How many phases have ended, and how many of them badly, in words.
    var counts: [String] {
        guard totalPhases > 0 else { return [] }
        let noun = totalPhases == 1 ? "phase" : "phases"
        let done = "\(NumberText.grouped(completedPhases)) of \(NumberText.grouped(totalPhases)) \(noun)"
        let failed = failedPhases.count { phases[$0].hasFailed }
        let kept = phases.count { $0.keptFrom != nil }
        return [done]
            + [(kept, "kept"), (failed, "failed")].compactMap { count, word in
                count == 0 ? nil : "\(NumberText.grouped(count)) \(word)"
            }
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
