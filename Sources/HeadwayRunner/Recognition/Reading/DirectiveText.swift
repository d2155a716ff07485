#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// What lines for Headway have in common.
enum DirectiveText {
    /// What follows a directive's word; nothing if the line begins with something else.
    ///
    /// Blanks before the word, a colon after it and tabs do no harm.
    static func after(_ prefix: [UInt8], in line: LineBytes) -> Substring? {
        let line = line.drop(while: ByteCursor.isBlank)
        guard line.first == UInt8(ascii: ":"), line.starts(with: prefix) else { return nil }
        let rest = line.dropFirst(prefix.count)
        // Names in programs look like it: `::progress.show()`.
        let afterColon = rest.first == UInt8(ascii: ":") ? rest.dropFirst() : rest
        if let next = afterColon.first, !ByteCursor.isBlank(next),
            rest.startIndex == afterColon.startIndex || !ByteCursor.isDigit(next)
        {
            return nil
        }
        let text = String(decoding: rest.map { $0 == UInt8(ascii: "\t") ? UInt8(ascii: " ") : $0 }, as: UTF8.self)
        return text.trimmingPrefix(":")
    }

    /// A name in quotes at the beginning of a text, and what follows it; nothing if there is none.
    static func quoted(_ text: Substring) -> (name: String, rest: Substring)? {
        guard let quote = text.first, quote == "\"" || quote == "'" else { return nil }
        var isEscaped = false
        let end = text.dropFirst().firstIndex { character in
            defer { isEscaped = quote == "\"" && character == "\\" && !isEscaped }
            return character == quote && !isEscaped
        }
        guard let end else { return nil }
        let rest = text[text.index(after: end)...]
        let inner = text[..<end].dropFirst()
        guard !inner.isEmpty, rest.isEmpty || rest.first == " " else { return nil }
        // What is no JSON is taken as it is.
        let name = quote == "'" ? nil : try? JSONDecoder().decode(String.self, from: Data(text[...end].utf8))
        return (name ?? String(inner), rest.trimmingPrefix(while: { $0 == " " }))
    }
}
