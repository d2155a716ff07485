/// `meson test`: ` 3/12 suite - project:name   OK   0.21s`.
struct MesonForm: ProgressForm {
    let name = ProgressFormName.meson
    let filter = LineFilter.digits(.slash)

    private static let results: [StaticString] = [
        "OK", "FAIL", "SKIP", "TIMEOUT", "ERROR", "INTERRUPT", "EXPECTEDFAIL", "UNEXPECTEDPASS", "IGNORED",
    ]

    func read(_ line: TextLine) -> ProgressReport? {
        var cursor = ByteCursor(line.text)
        cursor.skipBlanks()
        guard let ratio = cursor.ratio(), cursor.skip(" ") else { return nil }
        cursor.skipBlanks()
        // A test's name may have blanks in it, and its result may have more after it.
        let begin = cursor.rest
        while let result = cursor.word() {
            var next = cursor
            guard Self.isResult(result), let seconds = next.word(), Self.isTime(seconds) else { continue }
            var name = begin[..<result.startIndex]
            while let last = name.last, ByteCursor.isBlank(last) { name = name.dropLast() }
            return ProgressReport(.count(ratio.completed, of: ratio.total), message: name, unit: "tests")
        }
        return nil
    }

    private static func isResult(_ word: LineBytes) -> Bool {
        results.contains { $0.withUTF8Buffer { word.elementsEqual($0) } }
    }

    private static func isTime(_ word: LineBytes) -> Bool {
        var cursor = ByteCursor(word)
        return cursor.decimal() != nil && cursor.skip("s") && cursor.isAtEnd
    }
}
