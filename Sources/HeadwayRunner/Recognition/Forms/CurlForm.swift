/// curl: ` 25 38.1M   25 9928k    0     0  48.2M      0 --:--:-- --:--:-- --:--:-- 48.2M`, and with `-#` `####  25.0%`.
struct CurlForm: ProgressForm {
    let name = ProgressFormName.curl
    let filter = LineFilter.digits(and: "#").drawn
    /// Whether the command has several addresses, so that one transfer isn't all.
    private let hasSeveral: Bool
    /// Whether a transfer was seen on its way: the page that a redirect comes with is there at once.
    private var hasBegun = false

    init(_ command: CommandText) {
        hasSeveral = (command.arguments(of: "curl")?.words ?? []).count { $0.contains("://") } > 1
    }

    mutating func read(_ line: TextLine) -> ProgressReport? {
        line.text.first == UInt8(ascii: "#") ? readBar(line) : readMeter(line)
    }

    /// Twelve columns, of which three are times, and the first is the percentage of all.
    private mutating func readMeter(_ line: TextLine) -> ProgressReport? {
        var cursor = ByteCursor(line.text)
        cursor.skipBlanks()
        guard let percentage = cursor.integer(), percentage <= 100, let next = cursor.next, ByteCursor.isBlank(next)
        else {
            return nil
        }
        cursor.skipBlanks()
        guard cursor.word() != nil, let received = Part(&cursor), let sent = Part(&cursor), cursor.word() != nil,
            cursor.word() != nil
        else { return nil }
        for _ in 1...3 {
            guard let time = cursor.word(), Self.isTime(time) else { return nil }
        }
        guard let rate = cursor.word(), cursor.isAtEnd else { return nil }
        // Where the length isn't known, the first column says that what is there is all, and before that it says nothing.
        let isKnown =
            percentage == 0
            ? received.hasBytes || sent.hasBytes : !received.isOfUnknownLength && !sent.isOfUnknownLength
        if isKnown, percentage < 100 { hasBegun = true }
        return report(isKnown ? Double(percentage) / 100 : nil, message: rate)
    }

    private mutating func readBar(_ line: TextLine) -> ProgressReport? {
        var cursor = ByteCursor(line.text)
        cursor.skip { $0 == UInt8(ascii: "#") }
        cursor.skipBlanks()
        guard let fraction = cursor.percentage(), cursor.isAtEnd else { return nil }
        if fraction > 0, fraction < 1 { hasBegun = true }
        return report(fraction, message: nil)
    }

    private func report(_ fraction: Double?, message: LineBytes?) -> ProgressReport {
        ProgressReport(hasBegun && !hasSeveral ? fraction.map { .fraction($0) } : nil, message: message)
    }

    /// Two columns: how much of what there is to receive or to send has been, in percent and in bytes.
    private struct Part {
        let hasBytes: Bool
        let isOfUnknownLength: Bool

        init?(_ cursor: inout ByteCursor) {
            guard let percentage = cursor.integer() else { return nil }
            cursor.skipBlanks()
            guard let bytes = cursor.word() else { return nil }
            hasBytes = !bytes.elementsEqual("0".utf8)
            isOfUnknownLength = percentage == 0 && hasBytes
        }
    }

    /// `0:00:03`, `--:--:--`, or `2d 03h` without the blank.
    private static func isTime(_ word: LineBytes) -> Bool {
        word.contains(UInt8(ascii: ":")) || word.last == UInt8(ascii: "d") || word.last == UInt8(ascii: "h")
    }
}
