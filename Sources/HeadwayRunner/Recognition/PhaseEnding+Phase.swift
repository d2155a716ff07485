import Headway

extension PhaseEnding.Outcome {
    /// The status that a phase gets.
    var status: PhaseStatus {
        switch self {
        case .ok: .completed
        case .failed: .failed
        case .skipped: .skipped
        case .cancelled: .cancelled
        }
    }
}
