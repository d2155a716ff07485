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
            ("::phase start 'sort all' 3", "sort all", 3),
            ("::phase: start\t'it''s' x\t3", "'it''s' x", 3),
            (#"::phase start "C:\x" 3"#, #"C:\x"#, 3),
            ("::phase start 'tis", "'tis", nil),
        ] as [(String, String, Int?)]
    )
    func start(line: String, name: String, total: Int?) {
        #expect(read(line) == .start(name: name, total: total))
    }

    @Test("A phase ends, well unless it says otherwise, by a name that is open")
    func end() {
        func end(_ text: String, _ open: [String] = ["load", "load the data", "it failed", "write error log"])
            -> String?
        {
            guard case .end(let ending) = read("::phase end " + text) else { return nil }
            let phases = open.map { (name: $0, total: $0 == "it failed" ? 10 : nil) }
            return ending.resolved(among: phases).map { "\(open[$0.place])|\($0.outcome)|\($0.error ?? "")" }
        }
        #expect(end("it failed 10") == "it failed|ok|" && end("it failed failed 10") == "it failed|failed|10")
        #expect(end("load") == "load|ok|" && end("load ok") == "load|ok|" && end("'load'") == "load|ok|")
        #expect(end("load the data failed  it broke ok") == "load the data|failed|it broke ok")
        #expect(
            end(#""it failed" skipped"#) == "it failed|skipped|" && end("it failed cancelled") == "it failed|cancelled|"
        )
        #expect(end("load FAILED") == "load|failed|" && end("load error: disk") == "load|failed|disk")
        #expect(
            end("load Passed") == "load|ok|" && end("load Done.") == "load|ok|" && end("load\tKO  x") == "load|failed|x"
        )
        #expect(
            end("write error log") == "write error log|ok|" && end("write error log fail") == "write error log|failed|"
        )
        #expect(end("load broke at 3") == "load|failed|broke at 3", "what nobody knows is no success")
        #expect(end("load 2") == "load|failed|\"2\" is no end of a phase; write ok or failed")
        for text in ["finished", "0", "✓", "(ok)", "\"ok\"", "OK (3.2s)"] {
            #expect(end("load " + text) == "load|ok|")
        }
        #expect(end("other failed") == nil && end("'load the data") == nil && end("load", []) == nil)
    }

    @Test("A phase says how far it is")
    func progress() {
        let three = ProgressDirective(value: .count(completed: 3, total: 10), message: "item 3")
        #expect(read("::phase progress load the data 3/10 item 3") == .progress(name: "load the data", three))
        let half = ProgressDirective(value: .fraction(0.5))
        #expect(read(#"::phase progress "1/2" 50%"#) == .progress(name: "1/2", half))
        #expect(read("::phase progress load the data 50 %") == .progress(name: "load the data", half))
        let count = ProgressDirective(value: .count(completed: 12, total: nil), message: "12 so far")
        #expect(read("::phase progress load 12 12 so far") == .progress(name: "load", count))
        #expect(read(#"::phase progress "a b" 12  12 so far"#) == .progress(name: "a b", count))
    }

    @Test(
        "What begins like one and says nothing is told apart from any other line",
        arguments: [
            "::phase", "::phase ", "::phase start", "::phase start ", "::phase begin x", "::phase progress x",
            "::phase progress x y", "::phase progress x -1", "::phase progress 3/10", #"::phase start "open"#,
            #"::phase start """#, #"::phase end "open ok"#, "::phase end  ",
        ]
    )
    func notUnderstood(line: String) {
        #expect(read(line) == .notUnderstood(line))
    }

    @Test(
        "Anything else isn't a phase line",
        arguments: ["::phases start x", "x ::phase start y", "::phasestart y", "::p", "::phase(1)", "::phase::Foo x"]
    )
    func noise(line: String) {
        #expect(read(line) == nil)
    }
}
