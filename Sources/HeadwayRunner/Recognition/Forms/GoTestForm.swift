/// `go test`: `ok  	example.org/p/a	0.054s` for a package, and with `-v` `=== RUN   TestName`.
///
/// Nobody says beforehand how many packages there will be, so they are only counted.
struct GoTestForm: ProgressForm {
    let name = ProgressFormName.goTest
    let filter = LineFilter([], first: "ofF?=")
    private var completed = 0

    init() {}

    mutating func read(_ line: TextLine) -> ProgressReport? {
        var cursor = ByteCursor(line.text)
        if cursor.skip("=== RUN   ") {
            return ProgressReport(.count(completed, of: nil), message: cursor.rest, unit: "packages")
        }
        guard cursor.skip("ok  \t") || cursor.skip("FAIL\t") || cursor.skip("?   \t"), let package = cursor.word()
        else {
            return nil
        }
        completed += 1
        return ProgressReport(.count(completed, of: nil), message: package, unit: "packages")
    }
}
