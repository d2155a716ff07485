/// A line with which a phase says how far it is: `::progress 42%` or `::progress 3/10 some text`.
struct ProgressDirective: Hashable {
    /// How far it is.
    enum Value: Hashable {
        case fraction(Double)
        /// A count; without a total, how many there are is not known.
        case count(completed: Int, total: Int?)
    }

    var value: Value
    var message: String?

    /// The word that a directive begins with.
    static let prefix = [UInt8]("::progress".utf8)

    /// Reads a line; nothing if it isn't a directive.
    init?(_ line: LineBytes) {
        let line = line.drop(while: ByteCursor.isBlank)
        guard line.first == UInt8(ascii: ":"), line.starts(with: Self.prefix) else { return nil }
        let text = String(decoding: line.dropFirst(Self.prefix.count), as: UTF8.self)
        guard text.hasPrefix(" ") else { return nil }
        self.init(words: text[...])
    }

    /// Reads what follows the word.
    init?(words text: Substring) {
        let words = text.split(separator: " ", maxSplits: 1, omittingEmptySubsequences: true)
        guard let first = words.first, let value = Self.value(first) else { return nil }
        let message = words.count > 1 ? words[1].drop { $0 == " " } : ""
        self.init(value: value, message: message.isEmpty ? nil : String(message))
    }

    /// Reads how far something is: `42%` or `3/10`.
    init?(value word: Substring) {
        guard let value = Self.value(word) else { return nil }
        self.init(value: value)
    }

    init(value: Value, message: String? = nil) {
        self.value = value
        self.message = message
    }

    private static func value(_ word: Substring) -> Value? {
        percentage(word).map { .fraction(min(max($0 / 100, 0), 1)) } ?? count(word)
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

    /// What to put on the phase that it names.
    var update: PhaseUpdate {
        switch value {
        case .fraction(let fraction): PhaseUpdate(amount: .fraction(fraction), message: message)
        case .count(let completed, let total):
            PhaseUpdate(amount: .count(completed: completed, total: total, unit: nil), message: message)
        }
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
