/// A line with which a phase says how far it is: `::progress 42%` or `::progress 3/10 some text`.
struct ProgressDirective: Hashable {
    /// How far it is.
    enum Value: Hashable {
        case fraction(Double)
        case count(completed: Int, total: Int)
    }

    var value: Value
    var message: String?

    /// The word that a directive begins with.
    static let prefix = [UInt8]("::progress".utf8)

    /// Reads a line; nothing if it isn't a directive.
    init?(_ line: LineBytes) {
        let line = line.drop(while: ByteCursor.isBlank)
        guard line.first == UInt8(ascii: ":"), line.starts(with: Self.prefix) else { return nil }
        let words = String(decoding: line.dropFirst(Self.prefix.count), as: UTF8.self)
            .split(separator: " ", maxSplits: 1, omittingEmptySubsequences: true)
        guard let first = words.first, line.dropFirst(Self.prefix.count).first == UInt8(ascii: " ") else { return nil }

        if let number = Self.percentage(first) {
            value = .fraction(min(max(number / 100, 0), 1))
        } else if let count = Self.count(first) {
            value = count
        } else {
            return nil
        }
        let text = words.count > 1 ? words[1].drop { $0 == " " } : ""
        message = text.isEmpty ? nil : String(text)
    }

    /// What it reports.
    var report: ProgressReport {
        let report =
            switch value {
            case .fraction(let fraction): ProgressReport(.fraction(fraction))
            case .count(let completed, let total): ProgressReport(.count(completed, of: total))
            }
        report.words = message
        return report
    }

    private static func percentage(_ word: Substring) -> Double? {
        guard word.hasSuffix("%"), let number = Double(word.dropLast()), number.isFinite else { return nil }
        return number
    }

    private static func count(_ word: Substring) -> Value? {
        let parts = word.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 2, let completed = Int(parts[0]), let total = Int(parts[1]), completed >= 0, total > 0
        else { return nil }
        return .count(completed: completed, total: total)
    }
}
