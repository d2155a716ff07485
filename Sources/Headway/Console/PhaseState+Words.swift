extension PhaseState {
    /// The name to show, which is never empty.
    func displayName(_ visible: VisibleText) -> String {
        name.isEmpty ? "phase \(index + 1)" : visible.fitted(name, columns: 512)
    }

    /// Whether it went wrong, rather than being ended or left out by somebody.
    var hasFailed: Bool { status == .failed || status == .timedOut || status == .abandoned }

    /// How the phase ended, in a word or two; empty while it hasn't.
    var endingWord: String {
        switch status {
        case .pending, .running: ""
        case .completed: "completed"
        case .failed: "failed"
        case .skipped: "skipped"
        case .timedOut: "timed out"
        case .cancelled: "cancelled"
        case .abandoned: "abandoned"
        }
    }

    /// How the phase ended and why, where its mark alone doesn't say it.
    func ending(_ visible: VisibleText) -> String {
        guard status.isEnd else { return "" }
        guard status != .completed else { return success(visible) }
        guard let error, !error.isEmpty else { return endingWord }
        return "\(endingWord): \(visible.fitted(error, columns: 512))"
    }

    /// What there is to say of a phase that succeeded.
    func success(_ visible: VisibleText) -> String {
        var parts: [String] = []
        if let repetitions { parts.append(RepetitionText(isUnicode: visible.isUnicode).line(repetitions)) }
        if let keptFrom { parts.append("kept from \(visible.fitted(keptFrom, columns: 64))") }
        return parts.joined(separator: ", ")
    }
}
