#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// A line with which a command reports a phase of its own: `::phase start NAME [TOTAL]`,
/// `::phase progress NAME 3/10 [MESSAGE]`, `::phase end NAME [ok|failed|skipped|cancelled] [ERROR]`.
///
/// A name is a JSON string in quotes, or plain words as far as they can't be what follows a name. Where the total isn't known,
/// progress may be a mere count; then a name without quotes is one word.
struct PhaseDirective: Hashable {
    /// What is said of the phase.
    enum Action: Hashable {
        case start(total: Int?)
        case progress(ProgressDirective)
        case end(Outcome, error: String?)
    }

    /// How the phase ended, as a line says it.
    enum Outcome: String, Hashable {
        case ok, failed, skipped, cancelled
    }

    /// The word that a directive begins with.
    static let prefix = [UInt8]("::phase".utf8)

    var name: String
    var action: Action

    /// Reads a line; nothing if it isn't a directive.
    init?(_ line: LineBytes) {
        let line = line.drop(while: ByteCursor.isBlank)
        guard line.first == UInt8(ascii: ":"), line.starts(with: Self.prefix) else { return nil }
        let text = String(decoding: line.dropFirst(Self.prefix.count), as: UTF8.self)
        let parts = text.split(separator: " ", maxSplits: 1)
        guard text.hasPrefix(" "), parts.count == 2 else { return nil }
        let rest = parts[1].trimmingPrefix(while: { $0 == " " })
        switch parts[0] {
        case "start": self.init(start: rest)
        case "progress": self.init(progress: rest)
        case "end": self.init(end: rest)
        default: return nil
        }
    }

    private init?(start text: Substring) {
        guard let (name, rest) = Self.name(in: text, before: { _ in false }) else { return nil }
        if text.first == "\"" {
            self.init(name: name, action: .start(total: Self.total(rest)))
            return
        }
        // Of plain words the last may be the total.
        let words = name.split(separator: " ")
        guard words.count > 1, let last = words.last, let total = Self.total(last) else {
            self.init(name: name, action: .start(total: nil))
            return
        }
        self.init(name: words.dropLast().joined(separator: " "), action: .start(total: total))
    }

    private init?(progress text: Substring) {
        if let (name, rest) = Self.name(in: text, before: { ProgressDirective(value: $0) != nil }),
            let directive = ProgressDirective(words: rest)
        {
            self.init(name: name, action: .progress(directive))
            return
        }
        guard let (name, rest) = Self.name(in: text, before: { _ in true }),
            let word = rest.split(separator: " ", maxSplits: 1).first, let count = Int(word), count >= 0
        else { return nil }
        let message = rest[word.endIndex...].trimmingPrefix(while: { $0 == " " })
        let directive = ProgressDirective(
            value: .count(completed: count, total: nil),
            message: message.isEmpty ? nil : String(message)
        )
        self.init(name: name, action: .progress(directive))
    }

    private init?(end text: Substring) {
        guard let (name, rest) = Self.name(in: text, before: { Outcome(rawValue: String($0)) != nil }) else {
            return nil
        }
        let words = rest.split(separator: " ", maxSplits: 1)
        guard let first = words.first else {
            self.init(name: name, action: .end(.ok, error: nil))
            return
        }
        guard let outcome = Outcome(rawValue: String(first)) else { return nil }
        let error = words.count > 1 ? String(words[1].trimmingPrefix(while: { $0 == " " })) : nil
        self.init(name: name, action: .end(outcome, error: error?.isEmpty == true ? nil : error))
    }

    private init(name: String, action: Action) {
        self.name = name
        self.action = action
    }

    /// The name at the beginning of a text, and what follows it.
    private static func name(
        in text: Substring,
        before isNext: (Substring) -> Bool
    ) -> (name: String, rest: Substring)? {
        if text.first == "\"" { return quotedName(in: text) }
        let words = text.split(separator: " ")
        let count = words.dropFirst().firstIndex(where: isNext) ?? words.count
        guard count > 0 else { return nil }
        let rest = count < words.count ? text[words[count].startIndex...] : ""
        return (words[..<count].joined(separator: " "), rest)
    }

    private static func quotedName(in text: Substring) -> (name: String, rest: Substring)? {
        var isEscaped = false
        guard
            let end = text.dropFirst().firstIndex(where: { character in
                defer { isEscaped = character == "\\" && !isEscaped }
                return character == "\"" && !isEscaped
            })
        else { return nil }
        let json = Data(text[...end].utf8)
        guard let name = try? JSONDecoder().decode(String.self, from: json), !name.isEmpty else { return nil }
        return (name, text[text.index(after: end)...].trimmingPrefix(while: { $0 == " " }))
    }

    private static func total(_ word: Substring) -> Int? {
        Int(word).flatMap { $0 > 0 ? $0 : nil }
    }
}
