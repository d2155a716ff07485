/// Makes of what is reported the progress of one phase, which never falls.
///
/// The first bar tells how far the phase is, and the outer one of several. Another one, or the same one that begins anew,
/// only changes the message; unless it is known how many there are, and which of them it is.
struct PhaseProgress {
    private static let longestMessage = 200
    /// How far a clock alone may bring it: whether the command ends in time only its end tells.
    private static let mostByTime = 0.99

    /// How far the phase is, 0…1; `nil` if that isn't known.
    private(set) var fraction: Double?
    /// What has come since it was last asked for.
    private var amount: PhaseUpdate.Amount?
    /// The newest words for people, and how far the bar is that they are about, if that isn't how far the phase is.
    private var words: [UInt8] = []
    private var hasWords = false
    private var wordsAmount: ProgressReport.Amount?

    private var bar: BarIdentity?
    private var barFraction = 0.0
    private var barCompleted = 0
    private var barTotal: Int?
    /// Whether it has begun anew and not come as far as before.
    private var isBehind = false
    /// Which of several bars the one that is followed is, as far as a line before it has said that.
    private var stage: Stage?
    private var timer: (start: Duration, seconds: Double)?

    /// What has come since the last time.
    mutating func update() -> PhaseUpdate? {
        guard amount != nil || hasWords else { return nil }
        let update = PhaseUpdate(amount: amount, message: hasWords ? message : nil)
        amount = nil
        hasWords = false
        return update
    }

    /// Takes a report into account.
    ///
    /// - Parameters:
    ///   - report: The report.
    ///   - isMain: Whether it comes from what the phase's progress is taken from.
    ///   - stage: Which of several bars it is about, if a line before that bar has said so.
    ///   - now: The time.
    mutating func take(_ report: ProgressReport, isMain: Bool, stage: Stage? = nil, at now: Duration) {
        guard let amount = report.amount else { return note(report, of: nil) }
        if case .lasts(let seconds) = amount {
            if isMain {
                timer = (now, seconds)
                passTime(now)
            }
            return
        }
        if isMain, stage != self.stage {
            // The next one may look quite different.
            self.stage = stage
            bar = nil
        }
        guard isMain, isSameBar(report, amount) || isOuterBar(report) || report.stage != nil else {
            return note(report, of: amount)
        }
        bar = report.bar
        let isAhead = advance(amount, report)
        note(report, of: isAhead ? nil : amount)
    }

    /// Moves on with the clock, where the command has said how long it takes.
    mutating func passTime(_ now: Duration) {
        guard let timer, timer.seconds > 0 else { return }
        let value = max(fraction ?? 0, min((now - timer.start) / .seconds(timer.seconds), Self.mostByTime))
        guard value != fraction else { return }
        fraction = value
        amount = .fraction(value)
    }

    /// Whether a report can be the next one of the bar that is followed.
    func fits(_ report: ProgressReport) -> Bool {
        guard let amount = report.amount, isSameBar(report, amount) else { return false }
        if case .count(_, let total) = amount { return total == barTotal }
        return barTotal == nil
    }

    /// Takes what a bar says.
    ///
    /// - Returns: Whether it goes on where it was; not if it has begun anew.
    private mutating func advance(_ amount: ProgressReport.Amount, _ report: ProgressReport) -> Bool {
        guard let own = amount.fraction else {
            guard case .count(let completed, nil) = amount, fraction == nil else { return true }
            barCompleted = max(barCompleted, completed)
            self.amount = .count(completed: barCompleted, total: nil, unit: report.unit)
            return true
        }
        let hasRestarted: Bool
        if case .count(let completed, let total) = amount {
            hasRestarted = completed < barCompleted
            barCompleted = completed
            barTotal = total
        } else {
            hasRestarted = own < barFraction
        }
        barFraction = own
        if hasRestarted { isBehind = true }
        let stage = report.stage ?? stage
        let value = stage?.fraction(own) ?? own
        guard value >= fraction ?? 0 else {
            // It begins anew, or more work has turned up.
            self.amount = fraction.map { .fraction($0) }
            return !isBehind && stage == nil
        }
        fraction = value
        isBehind = false
        if case .count(let completed, let total) = amount, stage == nil {
            self.amount = .count(completed: completed, total: total, unit: report.unit)
        } else {
            self.amount = .fraction(value)
        }
        return true
    }

    private func isSameBar(_ report: ProgressReport, _ amount: ProgressReport.Amount) -> Bool {
        guard let bar, let other = report.bar else { return true }
        let own = amount.fraction ?? 0
        return other.isSame(as: bar, hasGoneOn: barFraction > 0 && (barFraction...(barFraction + 0.05)).contains(own))
    }

    /// Whether a bar is drawn above the one that is followed: bars within others can be drawn first.
    private func isOuterBar(_ report: ProgressReport) -> Bool {
        guard let bar, let other = report.bar else { return false }
        return other.rowsUp < bar.rowsUp
    }

    private mutating func note(_ report: ProgressReport, of amount: ProgressReport.Amount?) {
        guard report.message != nil || report.words != nil || amount != nil else { return }
        words.removeAll(keepingCapacity: true)
        if let text = report.words {
            words.append(contentsOf: text.utf8.prefix(Self.longestMessage + 1))
        } else if let text = report.message {
            words.append(contentsOf: text.prefix(Self.longestMessage + 1))
        }
        words.cutCharacters(after: Self.longestMessage)
        hasWords = true
        wordsAmount = amount
    }

    private var message: String {
        let text = String(decoding: words, as: UTF8.self)
        let number: String? =
            switch wordsAmount {
            case .fraction(let fraction): "\(Int(min(max(fraction, 0), 1) * 100 + 1e-9))%"
            case .count(let completed, let total?): "\(completed)/\(total)"
            case .count, .lasts, nil: nil
            }
        return [text, number ?? ""].filter { !$0.isEmpty }.joined(separator: " ")
    }
}
