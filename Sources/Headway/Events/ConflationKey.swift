/// What a conflatable event is about: a newer one with the same key makes an older one worthless.
enum ConflationKey: Hashable {
    case phase(Int)
    case estimate

    /// A number that stands for it: hashing one takes half as long.
    var number: Int {
        switch self {
        case .phase(let index): index
        case .estimate: .min
        }
    }

    /// - Returns: `nil` for a transition, which nothing replaces.
    init?(_ event: ProgressEvent) {
        switch event.type {
        case .phaseProgress: self = .phase(event.phaseIndex ?? -1)
        case .estimateUpdated: self = .estimate
        default: return nil
        }
    }
}
