/// A form that is looked for, and what has been seen of it.
struct FormSlot {
    var form: any ProgressForm
    /// Whether what it reads is taken for progress.
    private(set) var isBelieved: Bool
    /// Whether another form takes precedence.
    let isGeneric: Bool
    /// Whether it is only told in words, since the command goes on when the tool has ended.
    let isAside: Bool
    private let neededSteps: Int
    private let beginsAtStart: Bool
    private var steps = 0
    private var last = -1.0
    /// The bar that it is about, and how many reports of others came since it was seen.
    private var bar: BarIdentity?
    private var others = 0

    /// After so many reports of other bars the first one is taken for gone.
    private static let mostOthers = 20

    /// Makes a slot.
    ///
    /// - Parameters:
    ///   - form: The form.
    ///   - isNamed: Whether the command names the tool that prints it.
    ///   - isTrusted: Whether somebody has said that the output has this form.
    ///   - isAside: Whether it is only told in words.
    init(_ form: any ProgressForm, isNamed: Bool, isTrusted: Bool, isAside: Bool = false) {
        self.form = form
        isBelieved = isTrusted
        isGeneric = form.name.isGeneric
        self.isAside = isAside
        neededSteps = isNamed ? 1 : form.neededSteps
        beginsAtStart = !isNamed && form.beginsAtStart
    }

    /// Takes a report as evidence.
    mutating func note(_ report: ProgressReport) {
        guard !isBelieved, isOfFirstBar(report) else { return }
        let value: Double
        switch report.amount {
        case .count(let completed, nil): value = Double(completed)
        case let amount?: value = amount.fraction ?? 1
        // Words alone: each line counts.
        case nil: value = last + 1
        }
        if value < last { steps = 0 }
        if value > last || steps == 0 {
            // What begins somewhere in the middle may be a date.
            let begins = steps > 0 || !beginsAtStart || value <= 0.1 || isFirst(report)
            steps = begins ? steps + 1 : 0
        }
        last = value
        isBelieved = steps >= neededSteps
    }

    /// Whether a report is of the bar that came first; that is the outer one where bars are drawn one below another.
    private mutating func isOfFirstBar(_ report: ProgressReport) -> Bool {
        guard let other = report.bar else { return true }
        if let bar, !other.isSame(as: bar, hasGoneOn: false) {
            others += 1
            guard others > Self.mostOthers, other.rowsUp <= bar.rowsUp else { return false }
            steps = 0
        }
        bar = other
        others = 0
        return true
    }

    private func isFirst(_ report: ProgressReport) -> Bool {
        if case .count(let completed, _) = report.amount { completed <= 1 } else { report.amount == nil }
    }
}
