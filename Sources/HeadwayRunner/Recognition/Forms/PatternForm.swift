/// What a regular expression of a plan finds.
struct PatternForm: ProgressForm {
    /// Only so much of a line is matched: it bounds what a line costs.
    private static let longestText = 1 << 10

    /// A plan has no name for it; of the names this one says what it does.
    let name = ProgressFormName.count
    let isGeneric = false
    let filter = LineFilter()
    let neededSteps = 1
    private var matcher: PatternMatcher

    init(_ pattern: ProgressPattern) {
        matcher = PatternMatcher(pattern.program)
    }

    mutating func allow(steps: Int) {
        matcher.stepsLeft = max(matcher.stepsLeft, steps)
    }

    mutating func read(_ line: TextLine) -> ProgressReport? {
        let text = line.text.prefix(Self.longestText)
        guard let places = matcher.firstMatch(in: text) else { return nil }
        func group(_ group: ProgressPattern.Group) -> LineBytes? {
            let (begin, end) = (places[group.index * 2], places[group.index * 2 + 1])
            return begin < 0 || end < begin
                ? nil : text[(text.startIndex + Int(begin))..<(text.startIndex + Int(end))]
        }
        var amount: ProgressReport.Amount?
        if let percentage = group(.percent).flatMap(Self.percentage) {
            amount = .fraction(percentage / 100)
        } else if let completed = group(.completed).flatMap(Self.number) {
            amount = Self.amount(completed, of: group(.total).flatMap(Self.number))
        }
        let message = group(.message)
        guard amount != nil || message != nil else { return nil }
        return ProgressReport(amount, message: message)
    }

    private static func amount(_ completed: Double, of total: Double?) -> ProgressReport.Amount? {
        guard let total else { return Int(exactly: completed.rounded(.down)).map { .count($0, of: nil) } }
        guard total > 0 else { return nil }
        if let completed = Int(exactly: completed), let total = Int(exactly: total) {
            return .count(completed, of: total)
        }
        return .fraction(min(completed / total, 1))
    }

    /// A percentage such as `12.5` or `12,5`; more than 100 is none.
    private static func percentage(_ text: LineBytes) -> Double? {
        number(text, commaIsPoint: true).flatMap { $0 <= 100 ? $0 : nil }
    }

    /// A number such as `1,234`, `12.5`, `12,5` or `42`.
    private static func number(_ text: LineBytes) -> Double? { number(text, commaIsPoint: false) }

    /// Reads a number.
    ///
    /// - Parameters:
    ///   - text: What is between its first and its last digit, and a percent sign.
    ///   - commaIsPoint: Whether the only comma is a decimal point even where three digits follow it.
    private static func number(_ text: LineBytes, commaIsPoint: Bool) -> Double? {
        var digits = text.filter { $0 != UInt8(ascii: "_") && !ByteCursor.isBlank($0) }
        if digits.last == UInt8(ascii: "%") { digits.removeLast() }
        let comma = UInt8(ascii: ",")
        if let place = digits.firstIndex(of: comma), place == digits.lastIndex(of: comma),
            !digits.contains(UInt8(ascii: ".")), commaIsPoint || digits.count - place != 4
        {
            digits[place] = UInt8(ascii: ".")
        }
        digits.removeAll { $0 == comma }
        return digits.withUnsafeBufferPointer { buffer in
            var cursor = ByteCursor(buffer[...])
            let value = cursor.decimal()
            return cursor.isAtEnd ? value : nil
        }
    }
}
