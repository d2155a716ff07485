/// Makes text that came from elsewhere safe to show: whatever a terminal would act upon becomes something to read.
///
/// Names, messages and captured output are data. A control character in them is shown (`␛`, or `\e` in ASCII), never
/// sent; so are line separators, and the characters that turn the direction of everything after them.
struct VisibleText: Sendable, Hashable {
    /// Whether characters beyond ASCII may be shown.
    var isUnicode: Bool

    /// How many scalars one character may have: some languages need a few, and a heap of accents is a prank.
    private static let scalarsPerCharacter = 16

    /// The visible form of a text, cut to a width.
    ///
    /// The work is bounded by the width, however long the text is.
    ///
    /// - Parameters:
    ///   - text: Anything.
    ///   - columns: How wide it may get.
    /// - Returns: The visible form, ending in an ellipsis if it was cut; never half a wide character.
    func fitted(_ text: String, columns: Int) -> String {
        guard columns > 0 else { return "" }
        let (visible, isWhole) = self.visible(text, scalars: columns * 4 + 64)
        var width = 0
        var end = visible.startIndex
        var cut = visible.startIndex
        for index in visible.indices {
            width += DisplayWidth.columns(of: visible[index])
            if width > columns { break }
            end = visible.index(after: index)
            if width <= columns - 1 { cut = end }
        }
        if end == visible.endIndex, isWhole { return visible }
        return visible[..<cut] + (isUnicode ? "…" : "~")
    }

    /// The visible form of a text, whole up to a generous limit.
    ///
    /// - Parameter text: Anything.
    /// - Returns: The visible form in one line.
    func line(_ text: String) -> String {
        fitted(text, columns: 16_384)
    }

    /// The visible form of a line that is printed: whole, or saying how much of it isn't shown.
    ///
    /// - Parameters:
    ///   - text: The line.
    ///   - limit: How many characters of it to show at most; `nil` for all.
    /// - Returns: The visible form in one line.
    func printed(_ text: String, limit: Int?) -> String {
        let end = limit.flatMap { text.index(text.startIndex, offsetBy: $0, limitedBy: text.endIndex) }
        guard let end, end < text.endIndex else {
            return visible(text, scalars: .max).text
        }
        let more = NumberText.grouped(text[end...].count)
        return visible(String(text[..<end]), scalars: .max).text
            + (isUnicode ? "… (and \(more) more characters)" : "... (and \(more) more characters)")
    }

    /// The visible form of as much of a text as some scalars make, and whether that was all of it.
    private func visible(_ text: String, scalars limit: Int) -> (text: String, isWhole: Bool) {
        var result = ""
        var count = 0
        var marks = 0
        for scalar in text.unicodeScalars {
            count += 1
            if count > limit { return (result, false) }
            if !isUnicode, scalar.value > 0x7E {
                appendAsASCII(scalar, to: &result)
                continue
            }
            // Marks and joiners pile up on the character before them; they need one, and not too many of themselves.
            if DisplayWidth.columns(of: scalar) == 0 || scalar.properties.isEmojiModifier {
                marks += 1
                if marks >= Self.scalarsPerCharacter { continue }
            } else {
                marks = 0
            }
            if let escape = escape(scalar) {
                result += escape
            } else {
                if result.isEmpty, isMark(scalar) { result += "◌" }
                result.unicodeScalars.append(scalar)
            }
        }
        return (result, true)
    }

    private func isMark(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .nonspacingMark, .enclosingMark, .spacingMark: true
        default: scalar.properties.isVariationSelector
        }
    }

    private func appendAsASCII(_ scalar: Unicode.Scalar, to result: inout String) {
        if let escape = escape(scalar) {
            result += escape
        } else if DisplayWidth.columns(of: scalar) > 0 {
            result += "?"
        }
    }

    /// What to show instead of a scalar; `nil` where it may be shown as it is.
    private func escape(_ scalar: Unicode.Scalar) -> String? {
        let value = scalar.value
        switch value {
        case 0..<0x20: return isUnicode ? Self.picture(0x2400 + value) : Self.backslashed(value)
        case 0x20..<0x7F: return nil
        case 0x7F: return isUnicode ? Self.picture(0x2421) : Self.hexadecimal(value)
        case 0x80..<0xA0: return Self.hexadecimal(value)
        case 0x200C, 0x200D: return nil
        // Arabic signs that enclose numbers are format characters, but visible ones.
        case 0x600...0x605, 0x6DD, 0x70F, 0x890...0x891, 0x8E2, 0x110BD, 0x110CD: return nil
        // The letters of regional flags.
        case 0xE0020...0xE007F: return nil
        case 0xFFFC, 0xFFFD: return nil
        default: break
        }
        switch scalar.properties.generalCategory {
        case .format, .control, .lineSeparator, .paragraphSeparator, .surrogate: return Self.hexadecimal(value)
        default: break
        }
        if scalar.properties.isNoncharacterCodePoint { return isUnicode ? "\u{FFFD}" : "?" }
        // What is invisible though it isn't a mark: fillers and the like.
        if scalar.properties.isDefaultIgnorableCodePoint, !scalar.properties.isVariationSelector {
            return Self.hexadecimal(value)
        }
        return nil
    }

    private static func picture(_ value: UInt32) -> String {
        Unicode.Scalar(value).map { String(Character($0)) } ?? "?"
    }

    private static func backslashed(_ value: UInt32) -> String {
        switch value {
        case 0x09: "\\t"
        case 0x0A: "\\n"
        case 0x0D: "\\r"
        case 0x1B: "\\e"
        default: hexadecimal(value)
        }
    }

    private static func hexadecimal(_ value: UInt32) -> String {
        let digits = String(value, radix: 16)
        let width = value < 0x100 ? 2 : 4
        let padding = String(repeating: "0", count: max(width - digits.count, 0))
        return (value < 0x100 ? "\\x" : "\\u") + padding + digits
    }
}
