/// curl: ` 25 38.1M   25 9928k    0     0  48.2M      0 --:--:-- --:--:-- --:--:-- 48.2M`, and with `-#` `####  25.0%`.
struct CurlForm: ProgressForm {
    let name = ProgressFormName.curl
    let filter = LineFilter.digits(and: "#").drawn

    func read(_ line: TextLine) -> ProgressReport? {
        line.text.first == UInt8(ascii: "#") ? readBar(line) : readMeter(line)
    }

    /// Twelve columns, of which three are times, and the first is the percentage of all.
    private func readMeter(_ line: TextLine) -> ProgressReport? {
        var cursor = ByteCursor(line.text)
        cursor.skipBlanks()
        guard let percentage = cursor.integer(), percentage <= 100, let next = cursor.next, ByteCursor.isBlank(next)
        else {
            return nil
        }
        cursor.skipBlanks()
        for _ in 1...7 where cursor.word() == nil { return nil }
        for _ in 1...3 {
            guard let time = cursor.word(), Self.isTime(time) else { return nil }
        }
        guard let rate = cursor.word(), cursor.isAtEnd else { return nil }
        return ProgressReport(.fraction(Double(percentage) / 100), message: rate)
    }

    private func readBar(_ line: TextLine) -> ProgressReport? {
        var cursor = ByteCursor(line.text)
        cursor.skip { $0 == UInt8(ascii: "#") }
        cursor.skipBlanks()
        guard let fraction = cursor.percentage(), cursor.isAtEnd else { return nil }
        return ProgressReport(.fraction(fraction))
    }

    /// `0:00:03`, `--:--:--`, or `2d 03h` without the blank.
    private static func isTime(_ word: LineBytes) -> Bool {
        word.contains(UInt8(ascii: ":")) || word.last == UInt8(ascii: "d") || word.last == UInt8(ascii: "h")
    }
}
