/// A value of a plan's text with its place: aliases followed, merge keys merged, every key text.
struct PlanNode {
    indirect enum Content {
        /// Text; plain text (unquoted and without a tag) may stand for a number, a flag or nothing.
        case scalar(String, isPlain: Bool)
        case list([PlanNode])
        case mapping([PlanEntry])
    }

    var content: Content
    var position: PlanPosition
}

/// A key of a mapping with its value.
struct PlanEntry {
    var key: String
    var position: PlanPosition
    var value: PlanNode
}

extension PlanNode {
    /// Whether there is no value, as after `key:` at the end of a line.
    var isNull: Bool {
        guard case .scalar(let text, let isPlain) = content else { return false }
        return isPlain && ScalarResolver.isNull(text)
    }

    /// What a message calls it.
    var kind: String {
        switch content {
        case .list: return "a list"
        case .mapping: return "a mapping"
        case .scalar(let text, let isPlain):
            let shown = PlanText.quoted(text, limit: 40)
            guard isPlain else { return "the text \(shown)" }
            switch ScalarResolver.resolve(text) {
            case .null: return "nothing"
            case .bool: return PlanText.escaped(text)
            case .number: return "the number \(PlanText.escaped(text))"
            default: return "the text \(shown)"
            }
        }
    }

    /// The value as it is handed on.
    var value: PlanValue {
        switch content {
        case .scalar(let text, let isPlain): isPlain ? ScalarResolver.resolve(text) : .string(text)
        case .list(let nodes): .array(nodes.map(\.value))
        case .mapping(let entries): .object(entries.map { .init(key: $0.key, value: $0.value.value) })
        }
    }
}
