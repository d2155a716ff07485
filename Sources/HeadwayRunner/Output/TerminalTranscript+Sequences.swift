import Headway

/// What control sequences do to a transcript.
extension TerminalTranscript {
    mutating func act(on element: ControlSequenceParser.Element) {
        switch element {
        case .character(let character): put(character)
        case .control(let byte): act(onControl: byte)
        case .escape(let byte): act(onEscape: byte)
        case .sequence(let parameters, let final): act(onSequence: parameters, final)
        }
    }

    private mutating func act(onControl byte: UInt8) {
        switch byte {
        case UInt8(ascii: "\r"): cursor.column = 0
        case UInt8(ascii: "\n"), 0x0B, 0x0C: lineFeed()
        case UInt8(ascii: "\t"): cursor.column = min((cursor.column / 8 + 1) * 8, lastColumn)
        case 0x08: cursor.column = max(cursor.column - 1, 0)
        default: break
        }
    }

    private mutating func act(onEscape byte: UInt8) {
        switch byte {
        case UInt8(ascii: "7"): savedCursor = cursor
        case UInt8(ascii: "8"): restoreCursor()
        case UInt8(ascii: "D"): lineFeed()
        case UInt8(ascii: "E"):
            lineFeed()
            cursor.column = 0
        case UInt8(ascii: "M"): move(toRow: cursor.row - 1)
        default: break
        }
    }

    private mutating func act(onSequence parameters: [UInt8], _ final: UInt8) {
        if parameters.first == UInt8(ascii: "?") { return act(onMode: parameters.dropFirst(), final) }
        let numbers = Self.numbers(parameters[...])
        let count = max(numbers.first ?? 1, 1)
        switch final {
        case UInt8(ascii: "A"): move(toRow: cursor.row - count)
        case UInt8(ascii: "B"), UInt8(ascii: "e"): move(toRow: cursor.row + count)
        case UInt8(ascii: "C"), UInt8(ascii: "a"): cursor.column = min(cursor.column + count, lastColumn)
        case UInt8(ascii: "D"): cursor.column = max(cursor.column - count, 0)
        case UInt8(ascii: "E"):
            move(toRow: cursor.row + count)
            cursor.column = 0
        case UInt8(ascii: "F"):
            move(toRow: cursor.row - count)
            cursor.column = 0
        case UInt8(ascii: "G"), UInt8(ascii: "`"): cursor.column = min(count - 1, lastColumn)
        case UInt8(ascii: "d"): move(toRow: top + count - 1)
        case UInt8(ascii: "H"), UInt8(ascii: "f"):
            move(toRow: top + count - 1)
            cursor.column = min(max(numbers.dropFirst().first ?? 1, 1) - 1, lastColumn)
        case UInt8(ascii: "J"): eraseDisplay(numbers.first ?? 0)
        case UInt8(ascii: "K"): eraseLine(numbers.first ?? 0)
        case UInt8(ascii: "X"): erase(from: cursor.column, to: cursor.column + count - 1, in: cursor.row)
        case UInt8(ascii: "s"): savedCursor = cursor
        case UInt8(ascii: "u"): restoreCursor()
        default: break
        }
    }

    private mutating func act(onMode parameters: ArraySlice<UInt8>, _ final: UInt8) {
        guard Self.numbers(parameters).contains(where: { [47, 1047, 1049].contains($0) }) else { return }
        if final == UInt8(ascii: "h") { isAlternate = true }
        if final == UInt8(ascii: "l") { isAlternate = false }
    }

    private mutating func restoreCursor() {
        move(toRow: savedCursor.row)
        cursor.column = savedCursor.column
    }

    private mutating func eraseLine(_ kind: Int) {
        let first = kind == 0 ? cursor.column : 0
        erase(from: first, to: kind == 1 ? cursor.column : .max - 1, in: cursor.row)
    }

    private mutating func eraseDisplay(_ kind: Int) {
        guard !isAlternate else { return }
        switch kind {
        case 0:
            eraseLine(0)
            for row in rows.indices where row > cursor.row { erase(from: 0, to: .max - 1, in: row) }
        case 1:
            eraseLine(1)
            for row in rows.indices where row >= top && row < cursor.row { erase(from: 0, to: .max - 1, in: row) }
        default:
            for row in rows.indices where row >= top { erase(from: 0, to: .max - 1, in: row) }
        }
    }

    private var lastColumn: Int { max(size.columns, 1) - 1 }

    /// Numbers with semicolons or colons between them.
    ///
    /// What isn't one, or isn't there, counts as 0, and none is larger than any screen.
    private static func numbers(_ parameters: ArraySlice<UInt8>) -> [Int] {
        guard !parameters.isEmpty else { return [] }
        return parameters.split(omittingEmptySubsequences: false) { $0 == UInt8(ascii: ";") || $0 == UInt8(ascii: ":") }
            .map { digits in
                digits.reduce(0) { number, byte in
                    (0x30...0x39).contains(byte) ? min(number * 10 + Int(byte - 0x30), 100_000) : number
                }
            }
    }
}
