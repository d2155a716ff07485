/// tqdm: `Epoch 1/3:  13%|█▎        | 4/30 [00:00<00:00, 37.79batch/s, loss=0.25]`.
struct TqdmForm: ProgressForm {
    let name = ProgressFormName.tqdm
    let filter = LineFilter([.percent, .slash, .bracket])
    let drawsStages = true

    func read(_ line: TextLine) -> ProgressReport? {
        // There may be other percent signs in the label.
        guard let sign = line.text.firstRange(of: "%|")?.lowerBound else { return nil }
        let digits = line.text[..<sign].reversed().prefix { ByteCursor.isDigit($0) || $0 == UInt8(ascii: ".") }.count
        var percentage = ByteCursor(line.text[(sign - digits)...])
        guard let fraction = percentage.percentage() else { return nil }

        var cursor = ByteCursor(line.text[(sign + 2)...])
        guard cursor.skip(past: UInt8(ascii: "|")) else { return nil }
        cursor.skipBlanks()
        guard let completed = cursor.scaledNumber(), cursor.skip("/"), let total = cursor.scaledNumber(),
            cursor.skip(" [")
        else { return nil }
        var amount = ProgressReport.Amount.fraction(fraction)
        if case .whole(let completed) = completed, case .whole(let total) = total, total > 0 {
            amount = .count(completed, of: total)
        }
        return ProgressReport(amount, bar: label(line.text[..<(sign - digits)]), on: line, unit: unit(cursor.rest))
    }

    private func label(_ text: LineBytes) -> LineBytes {
        var text = text.drop(while: ByteCursor.isBlank)
        while let last = text.last, ByteCursor.isBlank(last) || last == UInt8(ascii: ":") { text = text.dropLast() }
        return text
    }

    /// What it counts, unless that is tqdm's own `it`: `37.79batch/s`, or `1.50s/batch` where it is slow.
    private func unit(_ rest: LineBytes) -> String? {
        guard let slash = rest.firstIndex(of: UInt8(ascii: "/")) else { return nil }
        let before = rest[..<slash]
        let after = rest[(slash + 1)...].prefix(while: TextShape.isLetter)
        let isPerSecond = after.count == 1 && after.first == UInt8(ascii: "s")
        let letters = isPerSecond ? before.suffix(before.reversed().prefix(while: TextShape.isLetter).count) : after
        let unit = String(decoding: letters, as: UTF8.self)
        return unit.isEmpty || unit == "it" ? nil : unit
    }
}

/// A number as tqdm writes it.
private enum ScaledNumber {
    /// `30`.
    case whole(Int)
    /// `1.00M`, `2.5Gi`: too coarse to count with.
    case rounded
}

extension ByteCursor {
    fileprivate mutating func scaledNumber() -> ScaledNumber? {
        let start = rest
        guard decimal() != nil else { return nil }
        let isWhole = start.prefix(rest.startIndex - start.startIndex).allSatisfy(Self.isDigit)
        let scale = rest.prefix(while: TextShape.isLetter).count
        skip(while: TextShape.isLetter)
        var whole = ByteCursor(start)
        return isWhole && scale == 0 ? whole.integer().map { .whole($0) } : .rounded
    }
}
