/// Refuses texts that aren't for the YAML parser, before it sees them.
struct PlanGuard {
    private let text: String
    private let path: String

    /// Checks a text.
    static func check(_ text: String, path: String, limits: PlanLimits) throws(PlanErrors) {
        let check = PlanGuard(text: text, path: path)
        guard text.utf8.count <= limits.bytes else {
            throw check.mistake(
                "the plan has more than \(limits.bytes >> 20) MB",
                at: nil,
                advice: "move what is large to files of its own"
            )
        }
        try check.refuseSigns(directives: limits.directives)
    }

    /// Refuses control characters, and more directives than a limit: the parser compares each `%TAG` with all before
    /// it, within what it does for one event.
    private func refuseSigns(directives limit: Int) throws(PlanErrors) {
        // Bytes, as this takes most of the time for a large text. As if a line had ended before the first.
        var last: (UInt8, UInt8, UInt8) = (0, 0, 0x0A)
        var directives = 0
        for index in text.utf8.indices {
            let byte = text.utf8[index]
            if Self.endsControl(byte, after: last) { throw control(at: text.utf8.index(index, offsetBy: 1)) }
            if byte == UInt8(ascii: "%"), Self.isLineEnd(last) {
                directives += 1
                guard directives <= limit else {
                    throw mistake(
                        "more than \(limit) lines begin with \"%\"",
                        at: PlanLine.position(of: index, in: text),
                        advice: "a plan needs no directives: leave them out, or indent the lines"
                    )
                }
            }
            last = (last.1, last.2, byte)
        }
    }

    /// Whether a byte is the last one of a character that can't be in YAML.
    private static func endsControl(_ byte: UInt8, after last: (UInt8, UInt8, UInt8)) -> Bool {
        switch byte {
        case 0x20...0x7E, 0x09, 0x0A, 0x0D: false
        case 0x00...0x1F, 0x7F: true
        // U+0080 to U+009F but U+0085, U+FFFE and U+FFFF.
        default: last.2 == 0xC2 ? byte < 0xA0 && byte != 0x85 : last.1 == 0xEF && last.2 == 0xBF && byte >= 0xBE
        }
    }

    /// Whether a text that ends with these bytes is at the beginning of a line, as YAML 1.1 takes it.
    private static func isLineEnd(_ last: (UInt8, UInt8, UInt8)) -> Bool {
        switch last {
        case (_, _, 0x0A), (_, _, 0x0D), (_, 0xC2, 0x85), (0xE2, 0x80, 0xA8), (0xE2, 0x80, 0xA9): true
        default: false
        }
    }

    private func control(at end: String.Index) -> PlanErrors {
        guard let scalar = text[..<end].unicodeScalars.last else {
            return mistake("a character can't be in a plan", at: nil)
        }
        let code = String(scalar.value, radix: 16, uppercase: true)
        return mistake(
            "the character U+\(String(repeating: "0", count: max(0, 4 - code.count)))\(code) can't be in a plan",
            at: PlanLine.position(of: text.unicodeScalars.index(before: end), in: text),
            advice: scalar.value == 0
                ? "save the file as UTF-8 text"
                : "write it as an escape in double quotes, such as \"\\x1b\""
        )
    }

    private func mistake(_ message: String, at position: PlanPosition?, advice: String? = nil) -> PlanErrors {
        PlanErrors(PlanError(path: path, position: position, message: message, advice: advice))
    }
}
