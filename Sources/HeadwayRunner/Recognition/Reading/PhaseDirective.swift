#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// A line with which a command reports a phase of its own: `::phase start NAME [TOTAL]`,
/// `::phase progress NAME 3/10 [MESSAGE]`, `::phase end NAME [ok|failed|skipped|cancelled] [ERROR]`.
///
/// A name is a JSON string in quotes, a text in single quotes, or plain words as far as they can't be what follows a name. Where
/// the total isn't known, progress may be a mere count; then a name without quotes is one word.
enum PhaseDirective: Hashable {
    case start(name: String, total: Int?)
    case progress(name: String, ProgressDirective)
    case end(PhaseEnding)
    /// It begins as a line for Headway does, and means nothing.
    case notUnderstood(String)

    /// The word that a directive begins with.
    static let prefix = [UInt8]("::phase".utf8)
    /// So much of a line that isn't understood is kept.
    private static let longestLine = 200

    /// Reads a line; nothing if it isn't a directive.
    init?(_ line: LineBytes) {
        guard let text = DirectiveText.after(Self.prefix, in: line) else { return nil }
        self = Self(text: text) ?? .notUnderstood(beginningOf: line)
    }

    /// A line that begins with the word of a directive, but says nothing.
    static func notUnderstood(beginningOf line: LineBytes) -> PhaseDirective {
        let line = line.drop(while: ByteCursor.isBlank).prefix(longestLine)
        return .notUnderstood(String(decoding: line, as: UTF8.self))
    }

    private init?(text: Substring) {
        let parts = text.split(separator: " ", maxSplits: 1)
        guard parts.count == 2 else { return nil }
        let rest = parts[1].trimmingPrefix(while: { $0 == " " })
        switch parts[0] {
        case "start": self.init(start: rest)
        case "progress": self.init(progress: rest)
        case "end":
            guard let ending = PhaseEnding(rest) else { return nil }
            self = .end(ending)
        default: return nil
        }
    }

    private init?(start text: Substring) {
        if let (name, rest) = DirectiveText.quoted(text) {
            self = .start(name: name, total: Self.total(rest))
            return
        }
        // Of plain words the last may be the total.
        let words = text.split(separator: " ")
        guard let last = words.last, text.first != "\"" else { return nil }
        let total = words.count > 1 ? Self.total(last) : nil
        self = .start(name: words.dropLast(total == nil ? 0 : 1).joined(separator: " "), total: total)
    }

    private init?(progress text: Substring) {
        if let (name, rest) = DirectiveText.quoted(text) {
            guard let directive = ProgressDirective(words: rest) ?? ProgressDirective(count: rest) else { return nil }
            self = .progress(name: name, directive)
            return
        }
        let words = text.split(separator: " ")
        guard text.first != "\"" else { return nil }
        for place in words.indices.dropFirst() {
            guard let directive = ProgressDirective(words: text[words[place].startIndex...]) else { continue }
            self = .progress(name: words[..<place].joined(separator: " "), directive)
            return
        }
        guard words.count > 1, let directive = ProgressDirective(count: text[words[1].startIndex...]) else {
            return nil
        }
        self = .progress(name: String(words[0]), directive)
    }

    private static func total(_ word: Substring) -> Int? {
        Int(word).flatMap { $0 > 0 ? $0 : nil }
    }
}
