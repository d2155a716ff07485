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

    /// Whether a line begins with the word, whatever follows it.
    static func isMeant(by line: LineBytes) -> Bool {
        DirectiveText.after(prefix, in: line) != nil
    }

    /// Reads a line; nothing if it isn't a directive.
    init?(_ line: LineBytes) {
        guard let text = DirectiveText.after(Self.prefix, in: line) else { return nil }
        self.init(words: text)
    }

    /// Reads what follows the word.
    init?(words text: Substring) {
        let (first, rest) = Self.word(text)
        if let value = Self.value(first) {
            self.init(value: value, message: rest)
            return
        }
        // The percent sign may stand apart.
        let (second, message) = Self.word(rest)
        guard second == "%", let value = Self.value(first + "%") else { return nil }
        self.init(value: value, message: message)
    }

    /// Reads a count without a total, and words after it.
    init?(count text: Substring) {
        let (first, rest) = Self.word(text)
        guard let count = Int(first), count >= 0 else { return nil }
        self.init(value: .count(completed: count, total: nil), message: rest)
    }

    private init(value: Value, message: Substring) {
        self.init(value: value, message: message.isEmpty ? nil : String(message))
    }

    /// The first word of a text, and what follows it.
    private static func word(_ text: Substring) -> (word: Substring, rest: Substring) {
        let text = text.drop { $0 == " " }
        let word = text.prefix { $0 != " " }
        return (word, text[word.endIndex...].drop { $0 == " " })
    }

    init(value: Value, message: String? = nil) {
        self.value = value
        self.message = message
    }

    private static func value(_ word: Substring) -> Value? {
        let word = word.last.map { ":,.".contains($0) } == true ? word.dropLast() : word
        return percentage(word).map { .fraction(min(max($0 / 100, 0), 1)) } ?? count(word)
    }

    /// What it reports.
    var report: ProgressReport {
        let report =
            switch value {
            case .fraction(let fraction): ProgressReport(.fraction(fraction))
            case .count(let completed, let total): ProgressReport(.count(min(completed, total ?? completed), of: total))
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
