import Headway

extension PhaseUpdate {
    /// Puts it on a phase.
    func apply(to phase: Phase) {
        switch amount {
        case .fraction(let fraction): phase.update(fraction: fraction)
        case .count(let completed, let total, let unit):
            if let unit { phase.unit = unit }
            phase.update(completed: completed, total: total)
        case nil: break
        }
        if let message { phase.message = message }
    }
}
