/// Tests of Rust: `running 12 tests`, then `test name ... ok` for each.
///
/// Every test program says how many it has when it begins, and nobody how many programs there will be: unit tests, each file of
/// `tests`, examples in the documentation. So tests are only counted, unless the command asks for one of these.
struct RustTestForm: ProgressForm {
    let name = ProgressFormName.cargo
    let filter = LineFilter([], first: "rt")
    private var completed = 0
    private var total = 0
    private let isOneProgram: Bool

    private static let choices: Set<String> = ["--lib", "--doc", "--bin", "--test", "--bench", "--example"]
    private static let several: Set<String> = [
        "--workspace", "--all", "--all-targets", "--bins", "--tests", "--benches", "--examples",
    ]

    init(_ command: CommandText) {
        guard let arguments = command.arguments(of: "cargo") else {
            isOneProgram = false
            return
        }
        isOneProgram =
            arguments.count(of: Self.choices) == 1 && arguments.count(of: Self.several) == 0
            && arguments.count(of: ["-p", "--package"]) <= 1
    }

    mutating func read(_ line: TextLine) -> ProgressReport? {
        var cursor = ByteCursor(line.text)
        if cursor.skip("running ") {
            guard let count = cursor.integer(), cursor.skip(" test"), count <= 1_000_000 else { return nil }
            total += count
            return total > 0 ? ProgressReport(amount, unit: "tests") : nil
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
        return ProgressReport(amount, message: name, unit: "tests")
    }

    private var amount: ProgressReport.Amount { .count(completed, of: isOneProgram ? total : nil) }
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
