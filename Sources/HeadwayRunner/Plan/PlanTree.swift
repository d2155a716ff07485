import Yams

/// Turns what the YAML parser composed into nodes of a plan: follows aliases within a budget, merges `<<`, and refuses
/// what a plan has no use for.
struct PlanTree {
    private let path: String
    private let limits: PlanLimits
    private var values = 0
    private var bytes = 0

    private init(path: String, limits: PlanLimits) {
        self.path = path
        self.limits = limits
    }

    static func convert(_ node: Node, path: String, limits: PlanLimits) throws(PlanErrors) -> PlanNode {
        var tree = PlanTree(path: path, limits: limits)
        return try tree.convert(node, depth: 0)
    }

    private mutating func convert(_ node: Node, depth: Int) throws(PlanErrors) -> PlanNode {
        let position = PlanPosition(node.mark)
        guard depth <= PlanLimits.depth else { throw PlanErrors(.tooDeep(path: path, position: position)) }
        try spend(values: 1, at: position)
        switch node {
        case .scalar(let scalar):
            try spend(bytes: scalar.string.utf8.count, at: position)
            return PlanNode(content: try content(of: scalar, at: position), position: position)
        case .sequence(let sequence):
            try check(tag: sequence.tag, among: ["", "!", Tag.Name.seq.rawValue], at: position)
            var nodes: [PlanNode] = []
            nodes.reserveCapacity(min(sequence.count, limits.values))
            for element in sequence { nodes.append(try convert(element, depth: depth + 1)) }
            return PlanNode(content: .list(nodes), position: position)
        case .mapping(let mapping):
            try check(tag: mapping.tag, among: ["", "!", Tag.Name.map.rawValue], at: position)
            return PlanNode(content: .mapping(try entries(of: mapping, depth: depth)), position: position)
        case .alias:
            throw mistake("this alias refers to nothing", at: position)
        }
    }

    private mutating func entries(of mapping: Node.Mapping, depth: Int) throws(PlanErrors) -> [PlanEntry] {
        var entries: [PlanEntry] = []
        var merged: [PlanEntry] = []
        entries.reserveCapacity(min(mapping.count, limits.values))
        for (key, value) in mapping {
            let position = PlanPosition(key.mark)
            guard case .scalar(let scalar) = key else {
                throw mistake("a list or a mapping can't be a key in a plan", at: position, advice: "use text")
            }
            if scalar.style == .plain, scalar.string == "<<" {
                merged += try merge(value, depth: depth)
                continue
            }
            try spend(bytes: scalar.string.utf8.count, at: position)
            entries.append(
                PlanEntry(key: scalar.string, position: position, value: try convert(value, depth: depth + 1))
            )
        }
        guard !merged.isEmpty else { return entries }
        // A mapping's own keys win, then those of the earlier of several merged mappings.
        var known = Set(entries.map(\.key))
        for entry in merged where known.insert(entry.key).inserted { entries.append(entry) }
        return entries
    }

    private mutating func merge(_ value: Node, depth: Int) throws(PlanErrors) -> [PlanEntry] {
        let node = try convert(value, depth: depth + 1)
        let sources: [PlanNode]
        if case .list(let nodes) = node.content { sources = nodes } else { sources = [node] }
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

    private func content(of scalar: Node.Scalar, at position: PlanPosition) throws(PlanErrors) -> PlanNode.Content {
        let isUnquoted = scalar.style == .plain || scalar.style == .any
        switch scalar.tag.rawValue {
        // YAML drops a "!" before a value, but "! test -e x" is a command, and without it the opposite one.
        case Tag.Name.str.rawValue where isUnquoted, "!" where isUnquoted: throw unknown(tag: "!", at: position)
        case "": return .scalar(scalar.string, isPlain: isUnquoted)
        case Tag.Name.str.rawValue, "!": return .scalar(scalar.string, isPlain: false)
        case Tag.Name.null.rawValue, Tag.Name.bool.rawValue, Tag.Name.int.rawValue, Tag.Name.float.rawValue:
            return .scalar(scalar.string, isPlain: true)
        case let tag: throw unknown(tag: tag, at: position)
        }
    }

    private func check(tag: Tag, among known: [String], at position: PlanPosition) throws(PlanErrors) {
        if !known.contains(tag.rawValue) { throw unknown(tag: tag.rawValue, at: position) }
    }

    private mutating func spend(
        values newValues: Int = 0,
        bytes newBytes: Int = 0,
        at position: PlanPosition
    ) throws(PlanErrors) {
        values += newValues
        bytes += newBytes
        if values > limits.values || bytes > limits.expandedBytes {
            throw mistake(
                "the plan holds more than \(limits.values) values or \(limits.expandedBytes >> 20) MB once its "
                    + "aliases are followed",
                at: position,
                advice: "repeat less with \"*\""
            )
        }
    }

    private func unknown(tag: String, at position: PlanPosition) -> PlanErrors {
        mistake(
            "the tag \(PlanText.quoted(tag)) means nothing in a plan",
            at: position,
            advice: "leave it out, or put the whole value in quotes if it is text that begins with \"!\""
        )
    }

    private func mistake(_ message: String, at position: PlanPosition, advice: String? = nil) -> PlanErrors {
        PlanErrors(PlanError(path: path, position: position, message: message, advice: advice))
    }
}

extension PlanPosition {
    init(_ mark: Mark?) {
        self.init(line: mark?.line ?? 1, column: mark?.column ?? 1)
    }
}
