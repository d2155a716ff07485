/// pytest: `test_a.py .....F.     [ 33%]`, `test_a.py::test_x PASSED  [ 33%]`, `[27/81]`; with xdist `[gw0] [ 33%] PASSED …`.
struct PytestForm: ProgressForm {
    let name = ProgressFormName.pytest
    let filter = LineFilter([.bracket, .digit])

    func read(_ line: TextLine) -> ProgressReport? {
        if let report = readWorker(line) { return report }
        guard line.text.last == UInt8(ascii: "]"), let bracket = line.text.lastIndex(of: UInt8(ascii: "[")),
            let before = line.text[..<bracket].last, ByteCursor.isBlank(before)
        else { return nil }
        var cursor = ByteCursor(line.text)
        cursor.skipBlanks()
        guard let first = cursor.word(), first.startIndex < bracket else { return nil }
        let isFile = Self.hasTestFile(first)
        guard isFile || first.allSatisfy({ ".FEsxXpP".utf8.contains($0) }) else { return nil }
        guard let amount = Self.amount(line.text[(bracket + 1)...]) else { return nil }
        return ProgressReport(amount, message: isFile ? first : nil, unit: "tests")
    }

    private func readWorker(_ line: TextLine) -> ProgressReport? {
        var cursor = ByteCursor(line.text)
        guard cursor.skip("[gw"), cursor.integer() != nil, cursor.skip("] ["),
            let amount = Self.amount(cursor.rest), cursor.skip(past: UInt8(ascii: "]"))
        else { return nil }
        cursor.skipBlanks()
        _ = cursor.word()
        return ProgressReport(amount, message: cursor.rest)
    }

    private static func amount(_ text: LineBytes) -> ProgressReport.Amount? {
        var cursor = ByteCursor(text)
        cursor.skipBlanks()
        if let fraction = cursor.percentage(), cursor.skip("]") { return .fraction(fraction) }
        if let ratio = cursor.ratio(), cursor.skip("]") { return .count(ratio.completed, of: ratio.total) }
        return nil
    }

    private static func hasTestFile(_ word: LineBytes) -> Bool {
        var cursor = ByteCursor(word)
        while cursor.skip(past: UInt8(ascii: ".")) {
            if cursor.skip("py"), cursor.isAtEnd || cursor.next == UInt8(ascii: ":") { return true }
        }
        return false
    }
}
