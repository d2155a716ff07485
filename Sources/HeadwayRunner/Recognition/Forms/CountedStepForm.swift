/// ninja, `swift build` and `swift test --parallel`: `[12/345] Compiling …`; ninja also with more of a NINJA_STATUS in
/// the brackets, as in `[12/345 4.2/sec 3.1s] …`.
///
/// The number of steps may grow while it runs.
struct CountedStepForm: ProgressForm {
    let name: ProgressFormName
    let filter = LineFilter(.digit, first: "[B")
    let neededSteps = 3
    let beginsAtStart = true
    /// Whether the steps are tests, and building them is only talked about: `swift test` does first one, then the other.
    let onlyTests: Bool
    var isBuild: Bool { !onlyTests }
    private var total: Int?
    private static let longestStatus = 40

    init(name: ProgressFormName, onlyTests: Bool) {
        self.name = name
        self.onlyTests = onlyTests
    }

    mutating func read(_ line: TextLine) -> ProgressReport? {
        var cursor = ByteCursor(line.text)
        if cursor.skip("Build complete!") {
            // `swift build` doesn't print the last of its steps.
            guard let total, !onlyTests else { return nil }
            return ProgressReport(.count(total, of: total))
        }
        if cursor.skip("Build of product ") { return ProgressReport(nil, message: line.text) }
        guard cursor.skip("["), let ratio = cursor.ratio(), Self.skipStatus(&cursor), !cursor.isAtEnd else {
            return nil
        }
        var test = cursor
        if onlyTests, !test.skip("Testing ") {
            return BuildStep.isMeant(by: cursor.rest) ? ProgressReport(nil, message: cursor.rest) : nil
        }
        // One step is no progress: `[0/1] Planning build`.
        guard ratio.total > 1 else { return ProgressReport(nil, message: cursor.rest) }
        total = ratio.total
        // yarn tells what begins; what it ends with is a line without a count.
        let isBegun = cursor.rest.suffix(3).elementsEqual("...".utf8) && ratio.completed > 0
        return ProgressReport(
            .count(ratio.completed - (isBegun ? 1 : 0), of: ratio.total),
            message: cursor.rest
        )
    }

    /// Reads over the rest of what is in the brackets: rates and times such as `4.2/sec`, `3.1s`, `12%`.
    private static func skipStatus(_ cursor: inout ByteCursor) -> Bool {
        if cursor.skip("] ") { return true }
        let status = cursor.rest.prefix { $0 != UInt8(ascii: "]") }
        var words = ByteCursor(status)
        guard status.count < longestStatus, cursor.skip(" ") else { return false }
        words.skipBlanks()
        while let word = words.word() {
            var number = ByteCursor(word)
            // A date has a time after it, with colons.
            guard number.decimal() != nil, number.skip("/sec") || number.skip("s") || number.skip("%"), number.isAtEnd
            else { return false }
        }
        return cursor.skip(past: UInt8(ascii: "]")) && cursor.skip(" ")
    }
}
