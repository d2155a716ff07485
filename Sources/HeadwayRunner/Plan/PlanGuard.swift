import CPlanGuard
import Yams

/// Refuses texts on which the YAML parser would hang or overflow, before it sees them.
///
/// The parser compares the keys of a mapping by hashing them whole, so that nested aliases in a key cost exponential
/// time. A second parser that finds such keys would have to agree with the first in every detail. Instead the same
/// parser reads the text once with each `*` replaced by a character that the text doesn't have: what was an alias is
/// now a plain text that begins with that character, nothing can be expanded any more, and the structure is the same up
/// to where the real text is an error anyway.
struct PlanGuard {
    private let text: String
    private let path: String
    private let limits: PlanLimits

    /// Checks a text.
    static func check(_ text: String, path: String, limits: PlanLimits) throws(PlanErrors) {
        _ = depthIsLimited
        let check = PlanGuard(text: text, path: path, limits: limits)
        guard text.utf8.count <= limits.bytes else {
            throw check.mistake(
                "the plan has more than \(limits.bytes >> 20) MB",
                at: nil,
                advice: "move what is large to files of its own"
            )
        }
        guard check.separators <= limits.separators else {
            throw check.mistake(
                "the plan may hold more than \(limits.separators) values",
                at: nil,
                advice: "split it, or move what is large to files of its own"
            )
        }
        try check.refuseControlCharacters()
        try check.refuseHiddenExpansion()
    }

    /// The parser's limit is a variable of the process: it is set once, before the first parse.
    private static let depthIsLimited: Void = headway_yaml_limit_depth(Int32(PlanLimits.depth))

    private var separators: Int {
        text.utf8.count { byte in
            switch byte {
            case UInt8(ascii: ","), UInt8(ascii: ":"), UInt8(ascii: "?"), UInt8(ascii: "["), UInt8(ascii: "{"), 0x0A,
                0x0D:
                true
            default: false
            }
        }
    }

    private func refuseControlCharacters() throws(PlanErrors) {
        var line = 1
        var column = 1
        for scalar in text.unicodeScalars {
            switch scalar.value {
            case 0x0A:
                line += 1
                column = 1
                continue
            case 0x20..<0x7F, 0x09, 0x0D, 0x85, 0xA0...0xFFFD, 0x10000...: column += 1
            default:
                let code = String(scalar.value, radix: 16, uppercase: true)
                throw mistake(
                    "the character U+\(String(repeating: "0", count: max(0, 4 - code.count)))\(code) can't be in a plan",
                    at: PlanPosition(line: line, column: column),
                    advice: scalar.value == 0
                        ? "save the file as UTF-8 text"
                        : "write it as an escape in double quotes, such as \"\\x1b\""
                )
            }
        }
    }

    private func refuseHiddenExpansion() throws(PlanErrors) {
        let anchors = names(after: UInt8(ascii: "&"))
        guard !anchors.isEmpty else { return }
        let aliases = Set(names(after: UInt8(ascii: "*")))
        let used = anchors.filter { aliases.contains($0) }
        guard !used.isEmpty else { return }
        guard used.count <= limits.anchors else {
            throw mistake(
                "the plan has more than \(limits.anchors) anchors (\"&name\") that aliases (\"*name\") refer to",
                at: position(of: used[limits.anchors].startIndex),
                advice: "merge them, or write their values where they are used"
            )
        }
        let marker = unusedScalar()
        var neutral = String.UnicodeScalarView()
        for scalar in text.unicodeScalars { neutral.append(scalar == "*" ? marker : scalar) }
        if let node = try PlanParser.compose(String(neutral), path: path, marker: marker) {
            try refuseAliasKeys(node, marker: marker)
        }
    }

    private func refuseAliasKeys(_ node: Node, marker: Unicode.Scalar) throws(PlanErrors) {
        switch node {
        case .scalar(let scalar):
            guard scalar.style == .plain, scalar.string.unicodeScalars.first == marker else { return }
            // Where more follows the name, the alias was a key (`[*a :b]`), or not an alias at all.
            let name = scalar.string.unicodeScalars.dropFirst()
            if !name.allSatisfy({ $0.isASCII && Self.isName(UInt8($0.value)) }) {
                throw mistake(
                    "\"*\" begins an alias here, which nothing may follow",
                    at: PlanPosition(scalar.mark),
                    advice: "put the value in quotes if it is text"
                )
            }
        case .sequence(let sequence):
            for element in sequence { try refuseAliasKeys(element, marker: marker) }
        case .mapping(let mapping):
            for (key, value) in mapping {
                guard case .scalar(let scalar) = key,
                    !(scalar.style == .plain && scalar.string.unicodeScalars.first == marker)
                else {
                    throw mistake(
                        "an alias, a list or a mapping can't be a key in a plan",
                        at: PlanPosition(key.mark),
                        advice: "use text"
                    )
                }
                try refuseAliasKeys(value, marker: marker)
            }
        case .alias: break
        }
    }

    /// The names that follow a sign where the parser could take it for an anchor or an alias; rather too many.
    private func names(after sign: UInt8) -> [Substring] {
        var names: [Substring] = []
        let bytes = text.utf8
        var before = UInt8(ascii: "\n")
        var index = bytes.startIndex
        while index < bytes.endIndex {
            let byte = bytes[index]
            bytes.formIndex(after: &index)
            if byte == sign, Self.mayPrecedeToken(before) {
                let start = index
                while index < bytes.endIndex, Self.isName(bytes[index]) { bytes.formIndex(after: &index) }
                if start < index { names.append(text[start..<index]) }
                before = UInt8(ascii: "a")
            } else {
                before = byte
            }
        }
        return names
    }

    private func position(of index: String.Index) -> PlanPosition {
        let before = text[..<index]
        let line = before.utf8.count { $0 == 0x0A } + 1
        let start = before.utf8.lastIndex(of: 0x0A).map { before.utf8.index(after: $0) } ?? before.startIndex
        return PlanPosition(line: line, column: before[start...].unicodeScalars.count)
    }

    private static func mayPrecedeToken(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: " "), 0x09, 0x0A, 0x0D, UInt8(ascii: "["), UInt8(ascii: "]"), UInt8(ascii: "{"),
            UInt8(ascii: "}"), UInt8(ascii: ","), UInt8(ascii: ":"), UInt8(ascii: "?"), UInt8(ascii: "-"),
            UInt8(ascii: "\""), UInt8(ascii: "'"):
            true
        default: byte >= 0x80
        }
    }

    private static func isName(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"):
            true
        default: false
        }
    }

    /// A character for private use that isn't in the text, so that nothing is taken for an alias that isn't one.
    private func unusedScalar() -> Unicode.Scalar {
        let range: ClosedRange<UInt32> = 0xE000...0xF8FF
        let used = Set(text.unicodeScalars.lazy.map(\.value).filter { range.contains($0) })
        return range.lazy.filter { !used.contains($0) }.compactMap(Unicode.Scalar.init).first ?? "\u{E000}"
    }

    private func mistake(_ message: String, at position: PlanPosition?, advice: String? = nil) -> PlanErrors {
        PlanErrors(PlanError(path: path, position: position, message: message, advice: advice))
    }
}
