/// Writes text from a plan into messages.
enum PlanText {
    /// The text without anything that a terminal would obey.
    static func escaped(_ text: String) -> String {
        guard text.unicodeScalars.contains(where: isControl) else { return text }
        var result = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\n": result += "\\n"
            case "\t": result += "\\t"
            case "\r": result += "\\r"
            case _ where isControl(scalar): result += "\\u{\(String(scalar.value, radix: 16))}"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }

    /// The text in quotes, short enough for a line.
    static func quoted(_ text: String, limit: Int = 60) -> String {
        let isLong = text.unicodeScalars.count > limit
        let shown = isLong ? String(String.UnicodeScalarView(text.unicodeScalars.prefix(limit))) + "…" : text
        return "\"\(escaped(shown))\""
    }

    /// A list for a sentence: `a, b and c`.
    static func list(_ items: [String]) -> String {
        guard let last = items.last, items.count > 1 else { return items.first ?? "" }
        return items.dropLast().joined(separator: ", ") + " and " + last
    }

    private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        // Format characters include the ones that reverse the direction of a line.
        case .control, .format, .lineSeparator, .paragraphSeparator: true
        default: false
        }
    }
}
