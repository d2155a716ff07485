import Headway

/// How a phase's command ended.
struct PhaseOutcome: Sendable {
    /// Why a command was ended before it ended by itself.
    enum Cut: Sendable, Hashable {
        case phaseTimeout(Duration)
        case runTimeout(Duration)
        case stopped
    }

    /// How the command's first process ended.
    enum End: Sendable, Hashable {
        case exited(Int32)
        case signalled(Int32)
        case notStarted(String)
        /// It can't be ended.
        case livesOn
    }

    var end: End
    var cut: Cut?
    /// How long it took; `nil` if it has not ended.
    var duration: Duration?
    /// Which of several runs of the command it was, in words.
    var place: String?
    /// The command's process group if it lives on, because somebody in it can't be killed.
    var survivors: ProcessGroup?
    /// What reads its output, or that of what it has left in the background.
    var pump: OutputPump?
    /// Files and folders that should be there and aren't.
    var missingArtifacts: [String] = []

    /// The status of the phase.
    var status: PhaseStatus {
        switch cut {
        case .phaseTimeout, .runTimeout: return .timedOut
        case .stopped: return .cancelled
        case nil: break
        }
        return end == .exited(0) && missingArtifacts.isEmpty ? .completed : .failed
    }

    /// What went wrong, if something did.
    var error: String? {
        guard let reason = cutError ?? endError ?? survivorsError else { return nil }
        var parts = [place.map { "\($0): \(reason)" } ?? reason]
        if let survivorsError, survivorsError != reason { parts.append(survivorsError) }
        return parts.joined(separator: "; ")
    }

    private var survivorsError: String? {
        survivors.map { ProcessGroup.livesOn([$0]) }
    }

    private var cutError: String? {
        switch cut {
        case .phaseTimeout(let limit): "it took longer than its timeout of \(DurationText.format(limit))"
        case .runTimeout(let limit): "the run took longer than its timeout of \(DurationText.format(limit))"
        case .stopped: "it was stopped"
        case nil: nil
        }
    }

    private var endError: String? {
        switch end {
        case .notStarted(let reason): return "it could not be started: \(reason)"
        case .signalled(let signal): return "killed by \(SignalName.of(signal))"
        case .exited(let code) where code != 0: return "exit code \(code)"
        case .livesOn: return "it can't be ended"
        case .exited: break
        }
        guard !missingArtifacts.isEmpty else { return nil }
        let list = missingArtifacts.joined(separator: ", ")
        return missingArtifacts.count == 1
            ? "its expected artifact is missing: \(list)" : "expected artifacts are missing: \(list)"
    }
}
