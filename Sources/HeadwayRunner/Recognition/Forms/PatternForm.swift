/// What a regular expression of a plan finds.
struct PatternForm: ProgressForm {
    /// Only so much of a line is matched: it bounds what a line costs.
    private static let longestText = 1 << 10

    let name = ProgressFormName.count
    let filter = LineFilter()
    let neededSteps = 1
    private var matcher: PatternMatcher

    init(_ pattern: ProgressPattern) {
        matcher = PatternMatcher(pattern.program)
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
        if let percentage = group(.percent).flatMap(Self.number) {
            amount = .fraction(min(max(percentage / 100, 0), 1))
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

    /// A number such as `1,234`, `12.5` or `42`.
    private static func number(_ text: LineBytes) -> Double? {
        var digits = text.filter { $0 != UInt8(ascii: ",") && $0 != UInt8(ascii: "_") && !ByteCursor.isBlank($0) }
        if digits.last == UInt8(ascii: "%") { digits.removeLast() }
        return digits.withUnsafeBufferPointer { buffer in
            var cursor = ByteCursor(buffer[...])
            let value = cursor.decimal()
            return cursor.isAtEnd ? value : nil
        }
    }
}
