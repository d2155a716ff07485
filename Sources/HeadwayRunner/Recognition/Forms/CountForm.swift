/// A count that is no tool's in particular: `Processing 12/345`, `(12/345)`, `12 of 345 files`.
struct CountForm: ProgressForm {
    let name = ProgressFormName.count
    let filter = LineFilter(.digit)
    let neededSteps = 1
    private var evidence: GenericEvidence

    init(isTrusted: Bool) {
        evidence = GenericEvidence(isTrusted: isTrusted)
    }

    mutating func read(_ line: TextLine) -> ProgressReport? {
        let text = line.text
        // From the sign between the two numbers: a slash, or the last letter of " of ".
        let isRatio = line.marks.contains(.slash)
        let (sign, width) = isRatio ? (UInt8(ascii: "/"), 1) : (UInt8(ascii: "f"), 3)
        var rest = text
        while let place = rest.firstIndex(of: sign) {
            rest = rest[(place + 1)...]
            let end = place + 1 - width
            guard end > text.startIndex, ByteCursor.isDigit(text[end - 1]), isRatio || text[end] == UInt8(ascii: " ")
            else {
                continue
            }
            let start = end - text[..<end].reversed().prefix(while: ByteCursor.isDigit).count
            if let count = Self.count(in: text, at: start) { return report(count, from: start, on: line) }
        }
        return nil
    }

    private mutating func report(
        _ count: (completed: Int, total: Int, isEnclosed: Bool, end: Int),
        from start: Int,
        on line: TextLine
    ) -> ProgressReport? {
        let before = line.text[..<start]
        let sighting = GenericEvidence.Sighting(
            before: before,
            value: Double(count.completed),
            scale: Double(count.total),
            isDrawn: line.isDrawn,
            after: line.text[count.end...],
            isEnclosed: count.isEnclosed
        )
        guard evidence.believes(sighting) else { return nil }
        let label = Self.label(before, line.text[count.end...])
        return ProgressReport(.count(count.completed, of: count.total), bar: label, on: line)
    }

    /// A count that begins at a place and stands for itself: no part of a path, a date or a version.
    private static func count(
        in text: LineBytes,
        at start: Int
    ) -> (completed: Int, total: Int, isEnclosed: Bool, end: Int)? {
        let before = start > text.startIndex ? text[start - 1] : UInt8(ascii: " ")
        guard ByteCursor.isBlank(before) || before == UInt8(ascii: "[") || before == UInt8(ascii: "(") else {
            return nil
        }
        var cursor = ByteCursor(text[start...])
        guard let completed = cursor.integer(), cursor.skip("/") || cursor.skip(" of "), let total = cursor.integer(),
            completed <= total, total > 1
        else { return nil }
        let after = cursor.next ?? UInt8(ascii: " ")
        let isEnclosed =
            before == UInt8(ascii: "[") && after == UInt8(ascii: "]")
            || before == UInt8(ascii: "(") && after == UInt8(ascii: ")")
        guard isEnclosed || ByteCursor.isBlank(before) && (ByteCursor.isBlank(after) || ":,;]".utf8.contains(after))
        else {
            return nil
        }
        return (completed, total, isEnclosed, cursor.rest.startIndex + (isEnclosed ? 1 : 0))
    }

    /// What is counted: what stands before the count, or else after it.
    private static func label(_ before: LineBytes, _ after: LineBytes) -> LineBytes {
        let isNoise: (UInt8) -> Bool = { ByteCursor.isBlank($0) || ":([,;".utf8.contains($0) }
        var label = before.drop(while: isNoise)
        while let last = label.last, isNoise(last) { label = label.dropLast() }
        return label.isEmpty ? after.drop(while: isNoise) : label
    }
}
