/// Tests of Rust: `running 12 tests`, then `test name ... ok` for each.
///
/// Every test program says how many it has when it begins, so the total may grow.
struct RustTestForm: ProgressForm {
    let name = ProgressFormName.cargo
    let filter = LineFilter([], first: "rt")
    private var completed = 0
    private var total = 0

    mutating func read(_ line: TextLine) -> ProgressReport? {
        var cursor = ByteCursor(line.text)
        if cursor.skip("running ") {
            guard let count = cursor.integer(), cursor.skip(" test"), count <= 1_000_000 else { return nil }
            total += count
            return total > 0 ? ProgressReport(.count(completed, of: total), unit: "tests") : nil
        }
        guard total > completed, cursor.skip("test "), let name = cursor.word(), name.last != UInt8(ascii: ":") else {
            return nil
        }
        guard let dots = cursor.lastWordStart(of: "... ") else { return nil }
        var result = ByteCursor(dots)
        guard result.skip("ok") || result.skip("FAILED") || result.skip("ignored") || result.skip("bench:") else {
            return nil
        }
        completed += 1
        return ProgressReport(.count(completed, of: total), message: name, unit: "tests")
    }

    init() {}
}

extension ByteCursor {
    /// What follows a text that the rest begins with, or has after `- should panic` and the like.
    fileprivate func lastWordStart(of text: StaticString) -> LineBytes? {
        var cursor = self
        while !cursor.isAtEnd {
            if cursor.skip(text) { return cursor.rest }
            _ = cursor.word()
        }
        return nil
    }
}
