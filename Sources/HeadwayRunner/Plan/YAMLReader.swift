import CYaml

/// Reads a text as YAML, one event after another, with libYAML.
///
/// Events are all that is taken from libYAML. What has a cost that isn't in proportion to the text, and what recurses
/// (composing, following aliases, comparing keys), is left to whoever reads them.
struct YAMLReader: ~Copyable {
    // libYAML keeps a pointer to the parser and one to the text, so neither may move.
    private let parser: UnsafeMutablePointer<yaml_parser_t>
    private let bytes: UnsafeMutableBufferPointer<UInt8>

    /// Makes a reader.
    ///
    /// - Throws: That there is no memory.
    init(_ text: String) throws(YAMLProblem) {
        parser = .allocate(capacity: 1)
        guard yaml_parser_initialize(parser) == 1 else {
            parser.deallocate()
            throw YAMLProblem(text: "there is no memory for it", position: PlanPosition(line: 1, column: 1))
        }
        bytes = .allocate(capacity: text.utf8.count)
        _ = bytes.initialize(from: text.utf8)
        yaml_parser_set_encoding(parser, YAML_UTF8_ENCODING)
        yaml_parser_set_input_string(parser, bytes.baseAddress, bytes.count)
    }

    deinit {
        yaml_parser_delete(parser)
        parser.deallocate()
        bytes.deallocate()
    }

    /// The next event.
    ///
    /// - Throws: What makes the rest of the text unreadable.
    mutating func next() throws(YAMLProblem) -> YAMLEvent {
        var event = yaml_event_t()
        repeat {
            yaml_event_delete(&event)
            guard yaml_parser_parse(parser, &event) == 1 else { throw problem }
            // The first event tells the encoding, and nothing else.
        } while event.type == YAML_STREAM_START_EVENT
        defer { yaml_event_delete(&event) }
        return YAMLEvent(event)
    }

    private var problem: YAMLProblem {
        let failed = parser.pointee
        switch failed.error {
        case YAML_SCANNER_ERROR, YAML_PARSER_ERROR:
            let context = failed.context.map { String(cString: $0) }
            return YAMLProblem(
                text: failed.problem.map { String(cString: $0) } ?? "it can't be read",
                position: PlanPosition(failed.problem_mark),
                context: context,
                contextPosition: context == nil ? nil : PlanPosition(failed.context_mark)
            )
        case YAML_MEMORY_ERROR:
            return YAMLProblem(text: "there is no memory for it", position: PlanPosition(failed.mark))
        default:
            return YAMLProblem(
                text: failed.problem.map { String(cString: $0) } ?? "it can't be read",
                position: PlanPosition(failed.mark)
            )
        }
    }
}

extension YAMLEvent {
    fileprivate init(_ event: yaml_event_t) {
        position = PlanPosition(event.start_mark)
        switch event.type {
        case YAML_DOCUMENT_START_EVENT: content = .documentStart
        case YAML_DOCUMENT_END_EVENT: content = .documentEnd
        case YAML_ALIAS_EVENT: content = .alias(text(event.data.alias.anchor) ?? "")
        case YAML_SCALAR_EVENT:
            let scalar = event.data.scalar
            // Not as a C string: a text may have NUL in it.
            let value = String(decoding: UnsafeBufferPointer(start: scalar.value, count: scalar.length), as: UTF8.self)
            content = .scalar(value, isPlain: scalar.style == YAML_PLAIN_SCALAR_STYLE)
            anchor = text(scalar.anchor)
            tag = text(scalar.tag)
        case YAML_SEQUENCE_START_EVENT:
            content = .listStart
            anchor = text(event.data.sequence_start.anchor)
            tag = text(event.data.sequence_start.tag)
        case YAML_MAPPING_START_EVENT:
            content = .mappingStart
            anchor = text(event.data.mapping_start.anchor)
            tag = text(event.data.mapping_start.tag)
        case YAML_SEQUENCE_END_EVENT, YAML_MAPPING_END_EVENT: content = .end
        default: content = .streamEnd
        }
    }
}

extension PlanPosition {
    fileprivate init(_ mark: yaml_mark_t) {
        self.init(line: Int(mark.line) + 1, column: Int(mark.column) + 1)
    }
}

private func text(_ pointer: UnsafeMutablePointer<yaml_char_t>?) -> String? {
    pointer.map { String(cString: $0) }
}
