/// The lines of a plan's text, for messages.
///
/// They end where the YAML parser sees them end, so that all numbers are of the same lines: beside LF and CRLF, at CR and at
/// the three other line ends of YAML 1.1.
enum PlanLine {
    /// A line of a text, from 1.
    static func text(_ number: Int, of text: String) -> String {
        var start = text.startIndex
        for _ in 1..<max(number, 1) {
            guard let next = next(after: start, in: text) else { return "" }
            start = next
        }
        return String(text.unicodeScalars[start...].prefix { !isEnd($0) })
    }

    /// The place of a character of a text.
    static func position(of index: String.Index, in text: String) -> PlanPosition {
        var line = 1
        var start = text.startIndex
        while let next = next(after: start, in: text), next <= index {
            start = next
            line += 1
        }
        return PlanPosition(line: line, column: text.unicodeScalars[start..<index].count + 1)
    }

    /// Where the line after one begins.
    private static func next(after start: String.Index, in text: String) -> String.Index? {
        let scalars = text.unicodeScalars
        guard let end = scalars[start...].firstIndex(where: isEnd) else { return nil }
        let next = scalars.index(after: end)
        let isPair = scalars[end] == "\r" && next < scalars.endIndex && scalars[next] == "\n"
        return isPair ? scalars.index(after: next) : next
    }

    private static func isEnd(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "\n", "\r", "\u{85}", "\u{2028}", "\u{2029}": true
        default: false
        }
    }

    /// What a line's value begins with: after the key and after a list's dashes.
    static func firstOfValue(in line: String) -> Character? {
        // Enough to see it; the rest of the line may be megabytes.
        var rest = line.prefix(1_000).drop { $0 == " " || $0 == "-" }
        if let colon = rest.range(of: ": ") { rest = rest[colon.upperBound...] }
        return rest.first { $0 != " " }
    }
}

extension Substring {
    fileprivate func range(of text: String) -> Range<Index>? {
        var start = startIndex
        while start < endIndex {
            if self[start...].hasPrefix(text) { return start..<index(start, offsetBy: text.count) }
            formIndex(after: &start)
        }
        return nil
    }
}
