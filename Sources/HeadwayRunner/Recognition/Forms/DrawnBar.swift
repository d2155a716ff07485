/// A bar of the kind that rich draws: `━━━━━╸━━━━`, with what is before it and after it.
struct DrawnBar {
    var label: LineBytes
    var rest: LineBytes

    private static let shortest = 5

    init?(in line: TextLine) {
        guard let begin = Self.firstPiece(in: line.text) else { return nil }
        var end = begin
        var pieces = 0
        while Self.isPiece(line.text[end...]) {
            end += 3
            pieces += 1
        }
        guard pieces >= Self.shortest else { return nil }
        var label = line.text[..<begin].drop(while: ByteCursor.isBlank)
        while let last = label.last, ByteCursor.isBlank(last) { label = label.dropLast() }
        self.label = label
        rest = line.text[end...].drop(while: ByteCursor.isBlank)
    }

    private static func firstPiece(in text: LineBytes) -> Int? {
        var rest = text
        while let place = rest.firstIndex(of: 0xE2) {
            if isPiece(text[place...]) { return place }
            rest = text[(place + 1)...]
        }
        return nil
    }

    /// Whether bytes begin with ━, ╸ or ╺.
    private static func isPiece(_ bytes: LineBytes) -> Bool {
        let piece = bytes.prefix(3)
        guard piece.count == 3, piece[piece.startIndex] == 0xE2 else { return false }
        return switch (piece[piece.startIndex + 1], piece[piece.startIndex + 2]) {
        case (0x94, 0x81), (0x95, 0xB8), (0x95, 0xBA): true
        default: false
        }
    }
}
