/// ninja, `swift build` and `swift test --parallel`: `[12/345] Compiling …`.
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
        guard cursor.skip("["), let ratio = cursor.ratio(), cursor.skip("] "), !cursor.isAtEnd else { return nil }
        var test = cursor
        // One step is no progress: `[0/1] Planning build`.
        guard ratio.total > 1, !onlyTests || test.skip("Testing ") else {
            return ProgressReport(nil, message: cursor.rest)
        }
        total = ratio.total
        return ProgressReport(.count(ratio.completed, of: ratio.total), message: cursor.rest)
    }
}
