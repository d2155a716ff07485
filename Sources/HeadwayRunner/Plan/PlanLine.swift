/// What a line of a plan's text looks like, for messages.
enum PlanLine {
    /// A line of a text, from 1.
    static func text(_ number: Int, of text: String) -> String {
        var current = 1
        var start = text.utf8.startIndex
        while current < number, let end = text.utf8[start...].firstIndex(of: UInt8(ascii: "\n")) {
            start = text.utf8.index(after: end)
            current += 1
        }
        guard current == number else { return "" }
        return String(Substring(text.utf8[start...].prefix { $0 != UInt8(ascii: "\n") }))
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
