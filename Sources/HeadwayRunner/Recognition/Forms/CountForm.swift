/// A count that is no tool's in particular: `Processing 12/345`, `(12/345)`, `12 of 345 files`.
struct CountForm: ProgressForm {
    let name = ProgressFormName.count
    let filter = LineFilter(.digit)
    let drawsStages = true
    let neededSteps = 1
    private var evidence: GenericEvidence

    init(isTrusted: Bool) {
        evidence = GenericEvidence(isTrusted: isTrusted)
    }

    mutating func read(_ line: TextLine) -> ProgressReport? {
        guard let count = Self.firstCount(in: line.text[...], of: line) else { return nil }
        let (before, after) = (line.text[..<count.start], line.text[count.end...])
        guard !Self.isOfUnknownStage(before) else { return nil }
        let isStage = count.completed > 0 && Stage.isNamed(before)
        let inner = isStage ? Self.innerCount(after, of: line) : nil
        var value = Double(count.completed)
        if let inner { value += Double(inner.completed) / Double(inner.total) - 1 }
        let sighting = GenericEvidence.Sighting(
            before: before,
            value: value,
            scale: Double(count.total),
            isDrawn: line.isDrawn,
            after: after,
            isEnclosed: count.isEnclosed
        )
        guard evidence.believes(sighting) else { return nil }
        let label = Self.label(before, after)
        if inner != nil { return ProgressReport(.fraction(value / Double(count.total)), bar: label, on: line) }
        let isBegun = !line.isDrawn && count.completed > 0 && begins(before, after, isStage: isStage)
        return ProgressReport(.count(count.completed - (isBegun ? 1 : 0), of: count.total), bar: label, on: line)
    }

    /// Whether a line says that something begins, so that it isn't done: `Epoch 3/5`, `Processing 3/20: a.csv`, and
    /// BuildKit's `#9 [3/6] RUN make`.
    private func begins(_ before: LineBytes, _ after: LineBytes, isStage: Bool) -> Bool {
        guard !evidence.countsFromZero else { return false }
        if before.first == UInt8(ascii: "#"), before.last == UInt8(ascii: "[") { return true }
        return (isStage || CounterWords.endInActivity(before)) && !CounterWords.tellResult(after)
    }

    /// Whether a count is about one of stages of whose number nothing is said: `Epoch: [3][40/391]`.
    private static func isOfUnknownStage(_ before: LineBytes) -> Bool {
        guard before.suffix(2).elementsEqual("][".utf8) else { return false }
        let number = before.dropLast(2)
        let digits = number.reversed().prefix(while: ByteCursor.isDigit).count
        return digits > 0 && number.dropLast(digits).last == UInt8(ascii: "[")
    }

    private typealias Count = (completed: Int, total: Int, isEnclosed: Bool, start: Int, end: Int)

    /// How far a stage is, after which of how many it is: `Epoch [1/5], Step [100/600]`.
    private static func innerCount(_ after: LineBytes, of line: TextLine) -> Count? {
        guard let count = firstCount(in: after, of: line) else { return nil }
        return count.isEnclosed || CounterWords.end(after[..<count.start]) ? count : nil
    }

    /// The first count in a part of a line.
    private static func firstCount(in part: LineBytes, of line: TextLine) -> Count? {
        // From the sign between the two numbers: a slash, or the last letter of " of ".
        let isRatio = line.marks.contains(.slash)
        let (sign, width) = isRatio ? (UInt8(ascii: "/"), 1) : (UInt8(ascii: "f"), 3)
        var rest = part
        while let place = rest.firstIndex(of: sign) {
            rest = rest[(place + 1)...]
            let end = place + 1 - width
            guard end > part.startIndex, ByteCursor.isDigit(part[end - 1]), isRatio || part[end] == UInt8(ascii: " ")
            else {
                continue
            }
            let start = end - part[..<end].reversed().prefix(while: ByteCursor.isDigit).count
            if let count = count(in: part, at: start) { return count }
        }
        return nil
    }

    /// A count that begins at a place and stands for itself: no part of a path, a date or a version.
    private static func count(in text: LineBytes, at start: Int) -> Count? {
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
        return (completed, total, isEnclosed, start, cursor.rest.startIndex + (isEnclosed ? 1 : 0))
    }

    /// What is counted: what stands before the count, or else after it.
    private static func label(_ before: LineBytes, _ after: LineBytes) -> LineBytes {
        let isNoise: (UInt8) -> Bool = { ByteCursor.isBlank($0) || ":([,;".utf8.contains($0) }
        var label = before.drop(while: isNoise)
        while let last = label.last, isNoise(last) { label = label.dropLast() }
        return label.isEmpty ? after.drop(while: isNoise) : label
    }
}
