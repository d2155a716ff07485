/// What kinds of bytes a line has: enough to tell, before reading it, which forms of progress it can't be.
struct LineMarks: OptionSet, Hashable {
    let rawValue: UInt8

    static let percent = LineMarks(rawValue: 1)
    static let slash = LineMarks(rawValue: 1 << 1)
    static let bracket = LineMarks(rawValue: 1 << 2)
    /// The first byte of the characters that bars and check marks are drawn with.
    static let glyph = LineMarks(rawValue: 1 << 3)
    static let digit = LineMarks(rawValue: 1 << 4)
    /// The first byte of an escape sequence.
    static let escape = LineMarks(rawValue: 1 << 5)
    /// How many sets of the marks above there are.
    static let combinations = 1 << 6

    /// Not part of a line: it ends one.
    static let end = LineMarks(rawValue: 1 << 7)

    /// The marks of each byte.
    static let table: [UInt8] = {
        var table = [UInt8](repeating: 0, count: 256)
        table[0x1B] = escape.rawValue
        for byte in UInt8(ascii: "0")...UInt8(ascii: "9") { table[Int(byte)] = digit.rawValue }
        table[Int(UInt8(ascii: "%"))] = percent.rawValue
        table[Int(UInt8(ascii: "/"))] = slash.rawValue
        table[Int(UInt8(ascii: "["))] = bracket.rawValue
        table[0xE2] = glyph.rawValue
        for byte in [UInt8(ascii: "\n"), UInt8(ascii: "\r"), 8] { table[Int(byte)] = end.rawValue }
        return table
    }()
}
