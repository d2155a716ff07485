/// What one line tells of how far a command is.
///
/// A class, since nearly all lines tell nothing: then nothing is handed around, rather than room for a large value.
final class ProgressReport {
    /// How far it is.
    enum Amount: Hashable {
        /// 0…1.
        case fraction(Double)
        /// A number of units; of how many, where that is known.
        case count(Int, of: Int?)
        /// It begins now, and takes so many seconds.
        case lasts(seconds: Double)

        /// 0…1, where it can be told.
        var fraction: Double? {
            switch self {
            case .fraction(let fraction): min(max(fraction, 0), 1)
            case .count(let completed, let total?) where total > 0: min(max(Double(completed) / Double(total), 0), 1)
            case .count, .lasts: nil
            }
        }
    }

    let amount: Amount?
    let unit: String?
    /// What it is doing, for people to read: a part of the line.
    let message: LineBytes?
    /// What it is doing, where that is no part of the line.
    var words: String?
    /// Which bar it is, where a tool may draw several.
    let bar: BarIdentity?
    /// Which of several bars one after the other this is.
    let stage: Stage?

    /// A report of a bar that is drawn on a line.
    ///
    /// - Parameters:
    ///   - amount: How far it is.
    ///   - label: What it is called.
    ///   - line: Where it was drawn.
    init(_ amount: Amount, bar label: LineBytes, on line: TextLine, unit: String? = nil) {
        var total: Int?
        if case .count(_, let known) = amount { total = known }
        self.amount = amount
        self.unit = unit
        message = label.isEmpty ? nil : label
        bar = BarIdentity(line: line, label: label, total: total)
        stage = Stage(in: label)
    }

    /// A report of a tool that counts only one thing.
    init(_ amount: Amount?, message: LineBytes? = nil, unit: String? = nil) {
        self.amount = amount
        self.message = message.flatMap { $0.isEmpty ? nil : $0 }
        self.unit = unit
        bar = nil
        stage = nil
    }
}
