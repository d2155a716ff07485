/// What a conflatable event is about: a newer one with the same key makes an older one worthless.
enum ConflationKey: Hashable {
    case phase(Int)
    case estimate

    /// A small number that stands for it, so that an array can be its table.
    var number: Int {
        switch self {
        case .phase(let index): index + 2
        case .estimate: 0
        }
    }

    /// - Returns: `nil` for a transition, which nothing replaces, and for what is about a phase that can't be.
    init?(_ event: ProgressEvent) {
        switch event.type {
        case .phaseProgress: self.init(phaseOf: event)
        case .estimateUpdated: self = .estimate
        default: return nil
        }
    }

    /// - Returns: `nil` if the event is about a phase that can't be.
    init?(phaseOf event: ProgressEvent) {
        let index = event.phaseIndex ?? -1
        guard (-1..<RunLedger.phaseLimit).contains(index) else { return nil }
        self = .phase(index)
    }
}
