/// One thing that a YAML text says, in the order of the text.
struct YAMLEvent {
    enum Content {
        case documentStart
        case documentEnd
        /// The text is at its end; there is nothing after it.
        case streamEnd
        /// A reference to what has this anchor.
        case alias(String)
        /// Text; plain where it is in no quotes and no block.
        case scalar(String, isPlain: Bool)
        case listStart
        case mappingStart
        /// The end of the innermost list or mapping.
        case end
    }

    var content: Content
    /// What other places may refer to it by.
    var anchor: String?
    /// What the text says that it is, such as `tag:yaml.org,2002:str` for `!!str`.
    var tag: String?
    /// Where it begins.
    var position: PlanPosition
}
