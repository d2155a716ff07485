/// Keeps the progress of a phase from falling, whoever reports it: a bar, `::progress` and `::phase progress` may take turns.
struct RisingProgress {
    private var total: Int?
    private var fraction = 0.0
    private var completed = 0

    /// - Parameter total: How many units of work the phase has, if that is known from its beginning.
    init(total: Int?) {
        self.total = total
    }

    /// Takes out of an update what would let the phase fall, or go beyond its end.
    mutating func rise(_ update: PhaseUpdate) -> PhaseUpdate {
        var update = update
        switch update.amount {
        case .fraction(let value):
            if value < fraction { update.amount = nil }
            fraction = max(fraction, min(value, 1))
        case .count(let count, let newTotal, let unit):
            if let newTotal { total = newTotal }
            guard let total, total > 0 else {
                if count < completed { update.amount = nil }
                completed = max(completed, count)
                break
            }
            let count = min(count, total)
            let value = Double(count) / Double(total)
            if value < fraction || value == fraction && count < completed {
                update.amount = nil
            } else {
                update.amount = .count(completed: count, total: newTotal, unit: unit)
                (fraction, completed) = (value, count)
            }
        case nil: break
        }
        return update
    }
}
