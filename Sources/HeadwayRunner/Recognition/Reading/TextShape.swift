/// What stays of a text from one drawing of a bar to the next.
enum TextShape {
    /// A hash of a text without its numbers, their units and what bars are drawn with.
    static func hash(of text: LineBytes) -> UInt64 {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        var isAfterDigit = false
        for byte in text {
            if ByteCursor.isDigit(byte) || (isAfterDigit && (isLetter(byte) || byte == UInt8(ascii: "."))) {
                isAfterDigit = true
                continue
            }
            isAfterDigit = false
            guard byte < 0x80, isLetter(byte) || byte == UInt8(ascii: ":") || byte == UInt8(ascii: "/") else {
                continue
            }
            hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3
        }
        return hash
    }

    /// A hash of what is before a number in a line of a log: its text as it is, but for a time or a number at its
    /// beginning.
    static func logHash(of prefix: LineBytes) -> UInt64 {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        var isBeginning = true
        for byte in prefix {
            if isBeginning {
                // The T and the Z of a time are letters.
                if isLetter(byte), byte != UInt8(ascii: "T"), byte != UInt8(ascii: "Z") { isBeginning = false }
                if ByteCursor.isDigit(byte) { continue }
            }
            hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3
        }
        return hash
    }

    static func isLetter(_ byte: UInt8) -> Bool { (byte | 0x20) &- UInt8(ascii: "a") < 26 }
}
