/// The lines by which a log tells GitHub Actions what it means, and what keeps other lines from doing so.
struct GitHubCommands: Sendable {
    /// The phase whose lines are grouped: groups can't be nested, and phases may overlap.
    private var open: Int?

    /// A phase began.
    mutating func began(_ index: Int, name: String) -> [StyledLine] {
        let lines = end()
        open = index
        return lines + [StyledLine("::group::" + Self.escaped(name))]
    }

    /// A phase ended.
    mutating func ended(_ index: Int) -> [StyledLine] {
        open == index ? end() : []
    }

    /// Nothing is grouped any longer.
    mutating func end() -> [StyledLine] {
        defer { open = nil }
        return open == nil ? [] : ["::endgroup::"]
    }

    /// A failure, which GitHub shows on the page of the run.
    static func error(title: String, message: String) -> StyledLine {
        StyledLine("::error title=\(escapedProperty(title))::\(escaped(message))")
    }

    /// The line, so that GitHub doesn't take it for a command whatever it says.
    static func disarmed(_ line: StyledLine) -> StyledLine {
        let text = line.text
        // Commands of the older form are found anywhere in a line.
        if text.contains("##[") { return disarmed(StyledLine(split(text))) }
        guard text.drop(while: { $0.isWhitespace }).hasPrefix("::") else { return line }
        return StyledLine("| " + text)
    }

    private static func split(_ text: String) -> String {
        var result = ""
        for character in text {
            if character == "[", result.hasSuffix("##") { result += " " }
            result.append(character)
        }
        return result
    }

    private static func escaped(_ text: String) -> String {
        replaced(text) { character in
            switch character {
            case "%": "%25"
            case "\r": "%0D"
            case "\n": "%0A"
            default: nil
            }
        }
    }

    private static func escapedProperty(_ text: String) -> String {
        replaced(escaped(text)) { character in
            switch character {
            case ":": "%3A"
            case ",": "%2C"
            default: nil
            }
        }
    }

    private static func replaced(_ text: String, _ replacement: (Unicode.Scalar) -> String?) -> String {
        text.unicodeScalars.reduce(into: "") { result, scalar in
            if let other = replacement(scalar) { result += other } else { result.unicodeScalars.append(scalar) }
        }
    }
}
