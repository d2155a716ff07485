/// A form that is looked for, and what has been seen of it.
struct FormSlot {
    var form: any ProgressForm
    /// Whether what it reads is taken for progress.
    private(set) var isBelieved: Bool
    /// Whether another form takes precedence.
    let isGeneric: Bool
    private let drawsStages: Bool
    /// Whether it is only told in words, since the command goes on when the tool has ended.
    let isAside: Bool
    private let neededSteps: Int
    private let beginsAtStart: Bool
    private var steps = 0
    private var last = -1.0
    /// The bar that it is about, and how many reports of others came since it was seen.
    private var bar: BarIdentity?
    private var others = 0
    /// Which of several bars the one that it reads is, as a line before that has said.
    var stage: Stage?
    /// The bar that was drawn last, and how far it was.
    private var drawn: (bar: BarIdentity?, fraction: Double)?

    /// Up to where a bar may be when it is seen first.
    private static let latestBegin = 0.1
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
        isGeneric = form.isGeneric
        drawsStages = form.drawsStages
        self.isAside = isAside
        neededSteps = isNamed ? 1 : form.neededSteps
        beginsAtStart = !isNamed && form.beginsAtStart
    }

    /// Takes a report as evidence.
    ///
    /// - Parameters:
    ///   - report: The report.
    ///   - announced: Which of several bars it is, if it begins one.
    mutating func note(_ report: ProgressReport, announced: Stage?) {
        if drawsStages, report.bar?.rowsUp ?? 0 == 0, let fraction = report.amount?.fraction {
            if let announced { noteStage(announced, begins: beginsBar(report, fraction)) }
            drawn = (report.bar, fraction)
        }
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

    /// Whether a report is of the bar that came first; or of the outer one where bars are drawn one below another.
    private mutating func isOfFirstBar(_ report: ProgressReport) -> Bool {
        guard let other = report.bar else { return true }
        if let bar, !other.isSame(as: bar, hasGoneOn: false) {
            others += 1
            if other.rowsUp < bar.rowsUp { others = .max }
            guard others > Self.mostOthers, other.rowsUp <= bar.rowsUp else { return false }
            steps = 0
        }
        bar = other
        others = 0
        return true
    }

    private mutating func noteStage(_ announced: Stage, begins: Bool) {
        if begins {
            stage = announced
        } else if stage?.total == announced.total {
            // Within a bar there are such lines too: then none of them was about a bar.
            stage = nil
        }
    }

    /// Whether a report is the first of a bar, rather than the next one of a bar that goes on.
    private func beginsBar(_ report: ProgressReport, _ fraction: Double) -> Bool {
        guard fraction <= Self.latestBegin || isFirst(report) else { return false }
        guard let drawn, fraction >= drawn.fraction else { return true }
        guard let bar = report.bar, let last = drawn.bar else { return false }
        return !bar.isSame(as: last, hasGoneOn: false)
    }

    private func isFirst(_ report: ProgressReport) -> Bool {
        if case .count(let completed, _) = report.amount { completed <= 1 } else { report.amount == nil }
    }
}
