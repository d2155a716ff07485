/// Makes the nodes of a plan of what the YAML parser reads: follows aliases within a budget, merges `<<`, and refuses
/// what a plan has no use for.
///
/// Aliases share what they refer to, so what a text expands to is counted, never copied, and refused before anybody
/// walks through it. Nesting is limited, so that neither composing nor freeing the nodes can overflow a stack.
struct PlanComposer: ~Copyable {
    private let path: String
    private let limits: PlanLimits
    private var parser: PlanParser
    private var diagnostics: PlanDiagnostics
    private var anchors: [String: Anchored] = [:]
    /// What has been composed so far, aliases followed.
    private var values = 0
    private var bytes = 0
    /// Whether some of that comes from an alias.
    private var followsAliases = false
    /// The deepest level of the value that is being composed.
    private var deepest = 0

    /// A value that aliases may refer to, and what it costs to do so.
    private struct Anchored {
        var node: PlanNode
        var values: Int
        var bytes: Int
        var levels: Int
    }

    private init(_ text: String, path: String, limits: PlanLimits) throws(PlanErrors) {
        self.path = path
        self.limits = limits
        parser = try PlanParser(text, path: path)
        diagnostics = PlanDiagnostics(path: path, limit: limits.reportedErrors)
    }

    /// Composes the one document of a text.
    ///
    /// - Parameters:
    ///   - text: What to compose.
    ///   - path: The plan's file.
    ///   - limits: What it may ask for.
    /// - Returns: The document's value; `nil` if the text says nothing.
    /// - Throws: What is wrong with the text.
    static func compose(_ text: String, path: String, limits: PlanLimits) throws(PlanErrors) -> PlanNode? {
        var composer = try PlanComposer(text, path: path, limits: limits)
        var root: PlanNode?
        do {
            root = try composer.document()
        } catch {
            for mistake in error.errors {
                composer.diagnostics.add(mistake.message, at: mistake.position, advice: mistake.advice)
            }
        }
        if let report = composer.diagnostics.report { throw report }
        return root
    }

    private mutating func document() throws(PlanErrors) -> PlanNode? {
        guard case .documentStart = try parser.next().content else { return nil }
        let root = try node(parser.next(), depth: 0)
        _ = try parser.next()
        let after = try parser.next()
        if case .streamEnd = after.content { return root }
        throw mistake(
            "another document begins here",
            at: after.position,
            advice: "a plan is one document: remove this \"---\" and what belongs to it"
        )
    }

    private mutating func node(_ event: YAMLEvent, depth: Int) throws(PlanErrors) -> PlanNode {
        try check(depth: depth, at: event.position)
        if case .alias(let name) = event.content { return try value(of: name, depth: depth, at: event.position) }
        let before = (values: values, bytes: bytes, deepest: deepest)
        deepest = depth
        try spend(values: 1, at: event.position)
        let node = PlanNode(content: try content(of: event, depth: depth), position: event.position)
        if let anchor = event.anchor {
            anchors[anchor] = Anchored(
                node: node,
                values: values - before.values,
                bytes: bytes - before.bytes,
                levels: deepest - depth
            )
        }
        deepest = max(deepest, before.deepest)
        return node
    }

    private mutating func content(of event: YAMLEvent, depth: Int) throws(PlanErrors) -> PlanNode.Content {
        switch event.content {
        case .listStart:
            try check(tag: event.tag, for: "seq", at: event.position)
            var nodes: [PlanNode] = []
            var next = try parser.next()
            while !next.isEnd {
                nodes.append(try node(next, depth: depth + 1))
                next = try parser.next()
            }
            return .list(nodes)
        case .mappingStart:
            try check(tag: event.tag, for: "map", at: event.position)
            return .mapping(try entries(depth: depth))
        case .scalar(let text, let isPlain):
            try spend(bytes: text.utf8.count, at: event.position)
            return .scalar(text, isPlain: try isResolved(tag: event.tag, isPlain: isPlain, at: event.position))
        // Never where a value is due.
        case .documentStart, .documentEnd, .streamEnd, .alias, .end: return .scalar("", isPlain: true)
        }
    }

    private mutating func entries(depth: Int) throws(PlanErrors) -> [PlanEntry] {
        var entries: [PlanEntry] = []
        var merged: [PlanEntry] = []
        // `nil` is the place of `<<`.
        var places: [String?: PlanPosition] = [:]
        var next = try parser.next()
        while !next.isEnd {
            let position = next.position
            let key = try key(of: next, depth: depth)
            if let first = places[key] {
                diagnostics.add(
                    "the key \(PlanText.quoted(key ?? "<<")) is given twice, first in line \(first.line)",
                    at: position,
                    advice: key == nil ? "merge both with one, as in \"<<: [*a, *b]\"" : "keep one of them"
                )
            } else {
                places[key] = position
            }
            let value = try node(parser.next(), depth: depth + 1)
            if let key {
                entries.append(PlanEntry(key: key, position: position, value: value))
            } else {
                merged += try sources(of: value)
            }
            next = try parser.next()
        }
        // A mapping's own keys win, then those of the earlier of several merged mappings.
        for entry in merged where places.updateValue(entry.position, forKey: entry.key) == nil {
            entries.append(entry)
        }
        return entries
    }

    /// The text of a key, or `nil` for `<<`, which merges.
    private mutating func key(of event: YAMLEvent, depth: Int) throws(PlanErrors) -> String? {
        switch event.content {
        case .scalar("<<", isPlain: true):
            try check(tag: event.tag, for: "merge", at: event.position)
            return nil
        case .scalar(let text, _):
            _ = try node(event, depth: depth + 1)
            return text
        case .alias:
            throw mistake(
                "an alias can't be a key in a plan",
                at: event.position,
                advice: "write out what it stands for"
            )
        default:
            throw mistake("a list or a mapping can't be a key in a plan", at: event.position, advice: "use text")
        }
    }

    private func sources(of value: PlanNode) throws(PlanErrors) -> [PlanEntry] {
        let sources: [PlanNode]
        if case .list(let nodes) = value.content { sources = nodes } else { sources = [value] }
        var merged: [PlanEntry] = []
        for source in sources {
            guard case .mapping(let entries) = source.content else {
                throw mistake(
                    "\"<<\" merges mappings, but this is \(source.kind)",
                    at: source.position,
                    advice: "refer to a mapping that has an anchor, as in \"<<: *defaults\""
                )
            }
            merged += entries
        }
        return merged
    }

    private mutating func value(
        of name: String,
        depth: Int,
        at position: PlanPosition
    ) throws(PlanErrors) -> PlanNode {
        guard let anchored = anchors[name] else {
            throw mistake(
                "this isn't YAML: found undefined alias",
                at: position,
                advice: "define it before, as in \"&name\", or quote the value if it is text that begins with \"*\""
            )
        }
        try check(depth: depth + anchored.levels, at: position)
        deepest = max(deepest, depth + anchored.levels)
        followsAliases = true
        try spend(values: anchored.values, bytes: anchored.bytes, at: position)
        return anchored.node
    }

    /// Whether a text may stand for something else, such as a number.
    private func isResolved(tag: String?, isPlain: Bool, at position: PlanPosition) throws(PlanErrors) -> Bool {
        switch tag {
        case nil: return isPlain
        // YAML drops a "!" before a value, but "! test -e x" is a command, and without it the opposite one.
        case "!" where !isPlain: return false
        case "tag:yaml.org,2002:str": return false
        case "tag:yaml.org,2002:null", "tag:yaml.org,2002:bool", "tag:yaml.org,2002:int", "tag:yaml.org,2002:float":
            return true
        case let tag?: throw unknown(tag: tag, at: position)
        }
    }

    private func check(tag: String?, for name: String, at position: PlanPosition) throws(PlanErrors) {
        if let tag, tag != "!", tag != "tag:yaml.org,2002:\(name)" { throw unknown(tag: tag, at: position) }
    }

    private func unknown(tag: String, at position: PlanPosition) -> PlanErrors {
        mistake(
            "the tag \(PlanText.quoted(tag)) means nothing in a plan",
            at: position,
            advice: "leave it out, or put the whole value in quotes if it is text that begins with \"!\""
        )
    }

    private func check(depth: Int, at position: PlanPosition) throws(PlanErrors) {
        if depth > limits.depth { throw PlanErrors(.tooDeep(path: path, position: position)) }
    }

    private mutating func spend(
        values newValues: Int = 0,
        bytes newBytes: Int = 0,
        at position: PlanPosition
    ) throws(PlanErrors) {
        values += newValues
        bytes += newBytes
        if values > limits.values || bytes > limits.expandedBytes {
            let most = "the plan holds more than \(limits.values) keys and values"
            guard followsAliases else {
                throw mistake(
                    most,
                    at: position,
                    advice: "let one phase do the work of many, or make several plans of it"
                )
            }
            throw mistake(
                "\(most) or \(limits.expandedBytes >> 20) MB once its aliases are followed",
                at: position,
                advice: "repeat less with \"*\""
            )
        }
    }

    private func mistake(_ message: String, at position: PlanPosition, advice: String? = nil) -> PlanErrors {
        PlanErrors(PlanError(path: path, position: position, message: message, advice: advice))
    }
}

extension YAMLEvent {
    fileprivate var isEnd: Bool {
        if case .end = content { true } else { false }
    }
}
