/// Finds places in a text that the YAML parser doesn't tell, for messages.
enum KeyLocator {
    /// The next line in which a mapping that has a key at a place has the same key again.
    static func next(_ key: String, after first: PlanPosition, in text: String) -> PlanPosition? {
        let indentation = first.column - 1
        let lines = text.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        for number in lines.indices.dropFirst(first.line) {
            let line = lines[number]
            let blanks = line.prefix { $0 == UInt8(ascii: " ") }.count
            let rest = line.dropFirst(blanks)
            guard let sign = rest.first, sign != UInt8(ascii: "#"), sign != UInt8(ascii: "\r") else { continue }
            if blanks < indentation { return nil }
            if blanks == indentation, begins(rest, with: key) {
                return PlanPosition(line: number + 1, column: first.column)
            }
        }
        return nil
    }

    /// A line of a text, from 1.
    static func line(_ number: Int, of text: String) -> String {
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
        var rest = line.drop { $0 == " " || $0 == "-" }
        if let colon = rest.range(of: ": ") { rest = rest[colon.upperBound...] }
        return rest.first { $0 != " " }
    }

    private static func begins(_ line: Substring.UTF8View, with key: String) -> Bool {
        for spelling in [key, "\"\(key)\"", "'\(key)'"] where line.starts(with: spelling.utf8) {
            let rest = line.dropFirst(spelling.utf8.count).drop { $0 == UInt8(ascii: " ") }
            if rest.first == UInt8(ascii: ":") { return true }
        }
        return false
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
