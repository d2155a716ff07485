import Headway

extension PhaseUpdate {
    /// Puts it on a phase.
    func apply(to phase: Phase) {
        switch amount {
        case .fraction(let fraction): phase.update(fraction: fraction)
        case .count(let completed, let total, let unit):
            if let unit { phase.unit = unit }
            // A count and its total can't be changed at once; whoever looks in between sees the fraction.
            if let total, total > 0 { phase.update(fraction: min(max(Double(completed) / Double(total), 0), 1)) }
            phase.update(completed: completed, total: total)
        case nil: break
        }
        if let message { phase.message = message }
    }
}
