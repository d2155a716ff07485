/// A percentage that is no tool's in particular: `Progress: 45%`, `45 % done`, `[====>   ] 45%`.
struct PercentForm: ProgressForm {
    let name = ProgressFormName.percent
    let filter = LineFilter([.percent, .digit])
    let drawsStages = true
    let neededSteps = 1
    private var evidence: GenericEvidence

    init(isTrusted: Bool) {
        evidence = GenericEvidence(isTrusted: isTrusted)
    }

    mutating func read(_ line: TextLine) -> ProgressReport? {
        var rest = line.text
        while let sign = rest.firstIndex(of: UInt8(ascii: "%")) {
            rest = rest[(sign + 1)...]
            if let next = rest.first, !(ByteCursor.isBlank(next) || "])}|,;:[".utf8.contains(next)) { continue }
            guard let (percentage, start) = Self.number(before: sign, in: line.text) else { continue }
            let before = line.text[..<start]
            let sighting = GenericEvidence.Sighting(
                before: before,
                value: percentage,
                scale: 100,
                isDrawn: line.isDrawn,
                after: rest,
                isEnclosed: Self.isEnclosed(before, rest)
            )
            guard !CounterWords.tellShare(rest) else { return nil }
            guard evidence.believes(sighting) else { return nil }
            return ProgressReport(.fraction(percentage / 100), bar: Self.label(before), on: line)
        }
        return nil
    }

    /// The number whose percent sign is at a place, and where it begins.
    private static func number(before sign: Int, in text: LineBytes) -> (Double, Int)? {
        var end = sign
        if end > text.startIndex, text[end - 1] == UInt8(ascii: " ") { end -= 1 }
        var start = end
        while start > text.startIndex, ByteCursor.isDigit(text[start - 1]) || text[start - 1] == UInt8(ascii: ".") {
            start -= 1
        }
        if start > text.startIndex, !(ByteCursor.isBlank(text[start - 1]) || "[({|:".utf8.contains(text[start - 1])) {
            return nil
        }
        var cursor = ByteCursor(text[start..<end])
        guard let value = cursor.decimal(), cursor.isAtEnd, value <= 100 else { return nil }
        return (value, start)
    }

    /// Whether the number stands in square brackets of its own; what is in round ones is more often a share.
    private static func isEnclosed(_ before: LineBytes, _ after: LineBytes) -> Bool {
        before.last { !ByteCursor.isBlank($0) } == UInt8(ascii: "[")
            && after.first { !ByteCursor.isBlank($0) } == UInt8(ascii: "]")
    }

    /// The words before the number.
    private static func label(_ before: LineBytes) -> LineBytes {
        let label = before.drop { !TextShape.isLetter($0) && $0 < 0x80 }
        let isNoise: (UInt8) -> Bool = { ByteCursor.isBlank($0) || ":=([|>#-.".utf8.contains($0) }
        return label.dropLast(label.reversed().prefix(while: isNoise).count)
    }
}
