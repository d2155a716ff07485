/// `swift test`: `✔ Test name() passed after 0.02 seconds.`, `Test Case 'X.testY' passed (0.1 seconds)`.
///
/// Nobody says beforehand how many there will be, so they are only counted.
struct SwiftTestForm: ProgressForm {
    let name = ProgressFormName.swiftTest
    // Check marks differ by platform; all of their first bytes are in here.
    var filter: LineFilter {
        var filter = LineFilter()
        filter.firstBytes = Set(UInt8(0xC2)...0xF4).union([UInt8(ascii: "T")])
        return filter
    }
    private var completed = 0

    init() {}

    mutating func read(_ line: TextLine) -> ProgressReport? {
        var cursor = ByteCursor(line.text)
        if cursor.skip("Test Case '"), let end = cursor.rest.firstIndex(of: UInt8(ascii: "'")) {
            let name = cursor.rest[..<end]
            return report(of: name, ByteCursor(cursor.rest[(end + 1)...].drop(while: ByteCursor.isBlank)))
        }
        guard let mark = cursor.next, mark >= 0xC2, cursor.word() != nil, cursor.skip("Test ") else { return nil }
        // `Test run with…` and `Test case passing 1 argument…` aren't tests.
        for other: StaticString in ["run ", "case passing "] where cursor.skip(other) { return nil }
        let name = cursor.rest
        for verb: StaticString in [" passed after ", " failed after ", " started", " skipped"] {
            guard let place = name.firstRange(of: verb) else { continue }
            return report(of: name[..<place.lowerBound], ByteCursor(name[(place.lowerBound + 1)...]))
        }
        return nil
    }

    private mutating func report(of test: LineBytes, _ verb: ByteCursor) -> ProgressReport? {
        var verb = verb
        if verb.skip("started") { return ProgressReport(.count(completed, of: nil), message: test, unit: "tests") }
        guard verb.skip("passed") || verb.skip("failed") || verb.skip("skipped") else { return nil }
        completed += 1
        return ProgressReport(.count(completed, of: nil), message: test, unit: "tests")
    }
}
