/// What few phases have at a time: kept apart, so that a run of very many phases doesn't take room for it in each.
struct PhaseDetails: Sendable, Hashable {
    var error: String?
    var quietSinceSeconds: Double?
    var remainingSeconds: TimeEstimate?
    var output: [String]?
    var log: String?
    var repetitionSeconds: [Double]?
    var keptFrom: String?
    var reportedBy: String?

    static let none = PhaseDetails()

    /// Details behind a pointer, or none.
    indirect enum Box: Sendable, Hashable {
        case none
        case some(PhaseDetails)
    }
}
