import Testing

@testable import HeadwayRunner

@Suite("Phase lines")
struct PhaseDirectiveTests {
    private func read(_ line: String) -> PhaseDirective? {
        Array(line.utf8).withUnsafeBufferPointer { PhaseDirective($0[...]) }
    }

    @Test(
        "A phase begins, with or without a total, its name in plain words or in quotes",
        arguments: [
            ("::phase start load", "load", nil),
            ("::phase start load 10", "load", 10),
            ("::phase  start  load the data  10", "load the data", 10),
            (#"::phase start "load 10""#, "load 10", nil),
            (#"::phase start "load 10" 20"#, "load 10", 20),
            (#"::phase start "a \"b\" \u00e9\n" 3"#, "a \"b\" é\n", 3),
            ("::phase start 7", "7", nil),
            ("::phase start load 0", "load 0", nil),
            ("::phase start säge 日本語", "säge 日本語", nil),
        ] as [(String, String, Int?)]
    )
    func start(line: String, name: String, total: Int?) {
        #expect(read(line)?.name == name)
        #expect(read(line)?.action == .start(total: total))
    }

    @Test("A phase ends, well unless it says otherwise")
    func end() {
        #expect(read("::phase end load")?.action == .end(.ok, error: nil))
        #expect(read("::phase end load ok")?.action == .end(.ok, error: nil))
        #expect(read("::phase end load the data failed  it broke ok")?.name == "load the data")
        #expect(read("::phase end load the data failed  it broke ok")?.action == .end(.failed, error: "it broke ok"))
        #expect(read(#"::phase end "it failed" skipped"#)?.name == "it failed")
        #expect(read(#"::phase end "it failed" skipped"#)?.action == .end(.skipped, error: nil))
        #expect(read(#"::phase end "a" cancelled"#)?.action == .end(.cancelled, error: nil))
    }

    @Test("A phase says how far it is")
    func progress() {
        let directive = read("::phase progress load the data 3/10 item 3")
        #expect(directive?.name == "load the data")
        guard case .progress(let progress) = directive?.action else {
            Issue.record("no progress")
            return
        }
        #expect(progress.value == .count(completed: 3, total: 10))
        #expect(progress.message == "item 3")
        #expect(read(#"::phase progress "1/2" 50%"#)?.name == "1/2")
        let count = ProgressDirective(value: .count(completed: 12, total: nil), message: "12 so far")
        #expect(read("::phase progress load 12 12 so far")?.action == .progress(count))
        #expect(read(#"::phase progress "a b" 12  12 so far"#)?.action == .progress(count))
    }

    @Test(
        "Anything else isn't a phase line",
        arguments: [
            "::phase", "::phase ", "::phase start", "::phase start ", "::phases start x", "::phase begin x",
            "::phase progress x", "::phase progress x y", "::phase progress x -1",
            "::phase progress 3/10", #"::phase start "open"#, #"::phase start """#,
            #"::phase end "x" maybe"#, "x ::phase start y", "::phasestart y",
        ]
    )
    func noise(line: String) {
        #expect(read(line) == nil)
    }
}
