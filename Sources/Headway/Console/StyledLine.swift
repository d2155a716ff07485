/// A line of text with styles, of any length, for outputs that aren't redrawn.
struct StyledLine: Sendable, Hashable, ExpressibleByStringInterpolation {
    private(set) var parts: [(text: String, style: CellStyle)] = []

    init(stringLiteral value: String) {
        parts = [(value, .plain)]
    }

    init(_ text: String = "", style: CellStyle = .plain) {
        if !text.isEmpty { parts = [(text, style)] }
    }

    mutating func append(_ text: String, style: CellStyle = .plain) {
        if !text.isEmpty { parts.append((text, style)) }
    }

    /// What can be read.
    var text: String { parts.map(\.text).joined() }

    /// The line for an output.
    ///
    /// - Parameter hasColor: Whether it takes colours.
    /// - Returns: The text, with control sequences only where there are colours.
    func rendered(hasColor: Bool) -> String {
        guard hasColor else { return text }
        return parts.reduce(into: "") { result, part in
            let parameters = part.style.parameters
            result += parameters.isEmpty ? part.text : "\u{1B}[\(parameters)m\(part.text)\u{1B}[m"
        }
    }

    static func == (a: StyledLine, b: StyledLine) -> Bool {
        a.parts.elementsEqual(b.parts) { $0 == $1 }
    }

    func hash(into hasher: inout Hasher) {
        hasher.combine(text)
    }
}
