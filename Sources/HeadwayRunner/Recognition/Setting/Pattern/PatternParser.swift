/// Reads a regular expression.
struct PatternParser {
    private static let deepest = 50
    private static let mostRepetitions = 1_000

    /// The groups that it has.
    private(set) var groups: Set<ProgressPattern.Group> = []
    private var rest: Substring
    private let source: String
    private var depth = 0
    private var ignoresCase = false

    init(_ source: String) {
        self.source = source
        rest = source[...]
    }

    mutating func parse() throws(PatternError) -> PatternNode {
        if rest.hasPrefix("(?i)") {
            ignoresCase = true
            rest = rest.dropFirst(4)
        }
        let node = try alternatives()
        guard rest.isEmpty else { throw mistake("a \")\" too many", advice: #"write "\)" for the character itself"#) }
        return node
    }

    private mutating func alternatives() throws(PatternError) -> PatternNode {
        depth += 1
        defer { depth -= 1 }
        guard depth <= Self.deepest else { throw PatternError("the expression is nested too deeply") }
        var nodes = [try sequence()]
        while rest.first == "|" {
            rest = rest.dropFirst()
            nodes.append(try sequence())
        }
        return nodes.count == 1 ? nodes[0] : .either(nodes)
    }

    private mutating func sequence() throws(PatternError) -> PatternNode {
        var nodes: [PatternNode] = []
        while let next = rest.first, next != "|", next != ")" {
            nodes.append(try repetition(of: try atom()))
        }
        return nodes.count == 1 ? nodes[0] : .sequence(nodes)
    }

    private mutating func repetition(of node: PatternNode) throws(PatternError) -> PatternNode {
        let range: (from: Int, to: Int?)
        switch rest.first {
        case "*": range = (0, nil)
        case "+": range = (1, nil)
        case "?": range = (0, 1)
        case "{":
            guard let counted = countedRange() else { return node }
            guard counted.from <= Self.mostRepetitions, counted.to ?? 0 <= Self.mostRepetitions,
                counted.from <= counted.to ?? .max
            else { throw mistake("a number of repetitions that can't be", advice: "write at most {0,1000}") }
            range = counted
        default: return node
        }
        rest = rest.dropFirst()
        var isGreedy = true
        if rest.first == "?" {
            isGreedy = false
            rest = rest.dropFirst()
        }
        if let next = rest.first, "*+?".contains(next) {
            throw mistake("\"\(next)\" after a repetition", advice: "put what is repeated twice into (?:…)")
        }
        return .repeated(node, from: range.from, to: range.to, isGreedy: isGreedy)
    }

    /// Reads `{2}`, `{2,}` or `{2,5}` up to its last brace; a brace that isn't one stands for itself.
    private mutating func countedRange() -> (from: Int, to: Int?)? {
        guard let end = rest.firstIndex(of: "}") else { return nil }
        let parts = rest[..<end].dropFirst().split(separator: ",", omittingEmptySubsequences: false)
        guard let from = Int(parts[0]), parts.count <= 2 else { return nil }
        let to = parts.count == 1 ? from : Int(parts[1])
        guard parts.count == 1 || parts[1].isEmpty || to != nil else { return nil }
        rest = rest[end...]
        return (from, to)
    }

    private mutating func atom() throws(PatternError) -> PatternNode {
        guard let character = rest.popFirst() else { return .empty }
        switch character {
        case ".": return .bytes(.all)
        case "^": return .assertion(.lineStart)
        case "$": return .assertion(.lineEnd)
        case "(": return try group()
        case "[": return .bytes(folded(try characterClass()))
        case "\\": return try escape()
        case "*", "+", "?":
            throw mistake(
                "\"\(character)\" with nothing before it to repeat",
                advice: "write \"\\\(character)\" for the character itself"
            )
        default: return literal(character)
        }
    }

    private func literal(_ character: Character) -> PatternNode {
        let bytes = Array(String(character).utf8)
        if bytes.count == 1 { return .bytes(folded(ByteSet(bytes))) }
        return .sequence(bytes.map { .bytes(ByteSet([$0])) })
    }

    private func folded(_ set: ByteSet) -> ByteSet { ignoresCase ? set.caseFolded : set }

    private mutating func group() throws(PatternError) -> PatternNode {
        var group: ProgressPattern.Group?
        if rest.hasPrefix("?:") {
            rest = rest.dropFirst(2)
        } else if rest.hasPrefix("?<") || rest.hasPrefix("?P<"), !rest.hasPrefix("?<="), !rest.hasPrefix("?<!") {
            rest = rest[rest.index(after: rest.firstIndex(of: "<") ?? rest.startIndex)...]
            let name = rest.prefix { $0 != ">" && $0 != ")" }
            rest = rest[name.endIndex...]
            guard rest.popFirst() == ">" else { throw mistake("a group's name without \">\" after it") }
            group = try named(String(name))
        } else if rest.first == "?" {
            throw mistake(
                "\"(\(rest.prefix(2))\"",
                advice: "there is no looking around and no flag but (?i) at the beginning: use (…), (?:…) or (?<name>…)"
            )
        }
        let node = try alternatives()
        guard rest.popFirst() == ")" else {
            throw mistake("a \"(\" without its \")\"", advice: #"write "\(" for the character itself"#)
        }
        return group.map { .group($0, node) } ?? node
    }

    private mutating func named(_ name: String) throws(PatternError) -> ProgressPattern.Group {
        guard let group = ProgressPattern.Group(rawValue: name) else {
            let known = ProgressPattern.Group.allCases.map(\.rawValue)
            let advice =
                NearestName.suggestion(for: name, among: known).map { "did you mean \"\($0)\"?" }
                ?? "there are \(PlanText.list(known))"
            throw PatternError("no group is called \(PlanText.quoted(name))", advice: advice)
        }
        guard groups.insert(group).inserted else {
            throw PatternError("the group \"\(name)\" is there twice", advice: "keep one of them")
        }
        return group
    }

    private mutating func escape() throws(PatternError) -> PatternNode {
        guard let character = rest.popFirst() else {
            throw mistake("a \"\\\" with nothing after it", advice: #"write "\\" for the character itself"#)
        }
        switch character {
        case "b": return .assertion(.wordBoundary)
        case "B": return .assertion(.noWordBoundary)
        default:
            if let set = Self.escapedSet(character) { return .bytes(set) }
            guard !character.isLetter, !character.isNumber else {
                throw mistake(
                    "\"\\\(character)\" means nothing here",
                    advice: #"there are \d \w \s \D \W \S \b \B \t, and a "\" before a punctuation mark"#
                )
            }
            return literal(character)
        }
    }

    private static func escapedSet(_ character: Character) -> ByteSet? {
        switch character {
        case "d": .digits
        case "D": ByteSet.digits.inverted
        case "w": .word
        case "W": ByteSet.word.inverted
        case "s": .space
        case "S": ByteSet.space.inverted
        case "t": ByteSet([9])
        default: nil
        }
    }

    /// Reads `[a-z_]` after its first bracket.
    private mutating func characterClass() throws(PatternError) -> ByteSet {
        var set = ByteSet()
        let isInverted = rest.first == "^"
        if isInverted { rest = rest.dropFirst() }
        var isFirst = true
        while let character = rest.popFirst() {
            if character == "[", let kind = rest.first, ":.=".contains(kind) {
                throw mistake("\"[\(kind)\" between brackets", advice: #"write \d, \w, \s, [a-z] or [A-Za-z]"#)
            }
            if character == "]", !isFirst { return isInverted ? set.inverted : set }
            isFirst = false
            if character == "\\", let escaped = rest.first, let known = Self.escapedSet(escaped) {
                rest = rest.dropFirst()
                set.formUnion(known)
                continue
            }
            let low = try classByte(character)
            guard rest.first == "-", let after = rest.dropFirst().first, after != "]" else {
                set.insert(low)
                continue
            }
            rest = rest.dropFirst(2)
            let high = try classByte(after)
            guard low <= high else {
                throw mistake("the range \"\(character)-\(after)\" goes backwards")
            }
            set.formUnion(ByteSet(low...high))
        }
        throw mistake("a \"[\" without its \"]\"", advice: #"write "\[" for the character itself"#)
    }

    private mutating func classByte(_ character: Character) throws(PatternError) -> UInt8 {
        let character = character == "\\" ? rest.popFirst() ?? character : character
        guard let byte = character.asciiValue else {
            throw mistake("\"\(character)\" between brackets, where only ASCII can be", advice: "write (?:a|b) instead")
        }
        return byte
    }

    private func mistake(_ what: String, advice: String? = nil) -> PatternError {
        let place = source.distance(from: source.startIndex, to: rest.startIndex)
        return PatternError("the expression has \(what) before its character \(place + 1)", advice: advice)
    }
}
