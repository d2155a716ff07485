/// pip: `     ━━━━━━━━━━ 11.9/16.3 MB 386.0 MB/s eta 0:00:01`, after `  Downloading NAME (16.3 MB)`.
///
/// How many packages there will be it learns only while it downloads them, so that is only told in words.
struct PipForm: ProgressForm {
    let name = ProgressFormName.pip
    let filter: LineFilter = {
        var filter = LineFilter(.digit, first: "D")
        // The first byte of a bar.
        filter.firstBytes.insert(0xE2)
        return filter
    }()
    private var file: String?

    mutating func read(_ line: TextLine) -> ProgressReport? {
        guard line.marks.contains(.glyph), let bar = DrawnBar(in: line) else {
            noteFile(line)
            return nil
        }
        var cursor = ByteCursor(bar.rest)
        guard bar.label.isEmpty, let completed = cursor.decimal(), cursor.skip("/"), let total = cursor.decimal(),
            total > 0, completed <= total, cursor.skip(" "), let unit = cursor.word(), unit.last == UInt8(ascii: "B")
        else { return nil }
        let report = ProgressReport(nil)
        report.words = (file.map { $0 + " " } ?? "") + "\(Int(completed / total * 100))%"
        return report
    }

    private mutating func noteFile(_ line: TextLine) {
        var cursor = ByteCursor(line.text)
        cursor.skipBlanks()
        if cursor.skip("Downloading "), let name = cursor.word() { file = String(decoding: name, as: UTF8.self) }
    }
}
