/// How many columns a text takes in a terminal: what the terminal will do with it, not what a font would.
enum DisplayWidth {
    /// Scalars that are two columns wide without being emoji (East Asian Width W and F), as pairs of first and last.
    private static let wide: [(UInt32, UInt32)] = [
        (0x1100, 0x115F), (0x2329, 0x232A), (0x2630, 0x2637), (0x268A, 0x268F), (0x2E80, 0x303E), (0x3041, 0x3247),
        (0x3250, 0xA4CF), (0xA960, 0xA97F), (0xAC00, 0xD7A3), (0xF900, 0xFAFF), (0xFE10, 0xFE19), (0xFE30, 0xFE6F),
        (0xFF01, 0xFF60), (0xFFE0, 0xFFE6), (0x16FE0, 0x18DFF), (0x1AFF0, 0x1B2FF), (0x1D300, 0x1D376),
        (0x1F200, 0x1F2FF), (0x20000, 0x2FFFD), (0x30000, 0x3FFFD),
    ]

    /// The columns of a whole text.
    ///
    /// - Parameter text: A text without control characters.
    /// - Returns: The sum of its characters' columns.
    static func columns(of text: String) -> Int {
        text.reduce(0) { $0 + columns(of: $1) }
    }

    /// The columns of one character.
    ///
    /// - Parameter character: What a reader takes for one character, however many scalars it consists of.
    /// - Returns: 0, 1 or 2; more only for clusters that terminals show scalar by scalar.
    static func columns(of character: Character) -> Int {
        if let single = single(character) { return columns(of: single) }
        let scalars = character.unicodeScalars
        guard let first = scalars.first else { return 0 }
        if isEmojiSequence(scalars, first: first) { return 2 }
        return scalars.reduce(0) { $0 + columns(of: $1) }
    }

    /// Whether terminals disagree about a character's columns, so that a writer should state where the next one goes.
    ///
    /// - Parameter character: The character.
    /// - Returns: `true` for emoji and for whatever consists of several scalars.
    static func isUncertain(_ character: Character) -> Bool {
        guard let single = single(character) else { return true }
        // The first emoji that is shown as one by itself.
        return single.value >= 0x231A && !isDrawing(single.value) && single.properties.isEmojiPresentation
    }

    /// The only scalar of a character.
    private static func single(_ character: Character) -> Unicode.Scalar? {
        var scalars = character.unicodeScalars.makeIterator()
        let first = scalars.next()
        return scalars.next() == nil ? first : nil
    }

    /// Whether it is a line or a block, which bars consist of: one column, and worth knowing without looking it up.
    private static func isDrawing(_ value: UInt32) -> Bool {
        (0x2500..<0x25A0).contains(value)
    }

    /// The columns of one scalar by itself.
    ///
    /// - Parameter scalar: The scalar.
    /// - Returns: 0, 1 or 2.
    static func columns(of scalar: Unicode.Scalar) -> Int {
        let value = scalar.value
        if value < 0x300 { return value < 0x20 || (0x7F..<0xA0).contains(value) ? 0 : 1 }
        if isDrawing(value) { return 1 }
        if isZeroWidth(scalar) { return 0 }
        return isWide(value) || scalar.properties.isEmojiPresentation ? 2 : 1
    }

    private static func isZeroWidth(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        // Hangul vowels and final consonants join the syllable before them.
        case 0x1160...0x11FF, 0xD7B0...0xD7FF: return true
        case 0x3000...0xA000: return scalar.properties.generalCategory == .nonspacingMark
        default: break
        }
        switch scalar.properties.generalCategory {
        case .nonspacingMark, .enclosingMark, .format, .control, .lineSeparator, .paragraphSeparator: return true
        default: return scalar.properties.isVariationSelector
        }
    }

    private static func isWide(_ value: UInt32) -> Bool {
        var low = 0
        var high = wide.count
        while low < high {
            let middle = (low + high) / 2
            if wide[middle].1 < value { low = middle + 1 } else { high = middle }
        }
        return low < wide.count && wide[low].0 <= value
    }

    /// Flags, keycaps, families, skin tones, and text symbols that a selector turns into emoji.
    private static func isEmojiSequence(
        _ scalars: Character.UnicodeScalarView,
        first: Unicode.Scalar
    ) -> Bool {
        guard first.properties.isEmoji, scalars.count > 1 else { return false }
        return scalars.contains {
            $0.value == 0xFE0F || $0.value == 0x20E3 || $0.value == 0x200D || $0.properties.isEmojiModifier
                || (0x1F1E6...0x1F1FF).contains($0.value)
        } || first.properties.isEmojiPresentation
    }
}
