import Testing

@testable import Headway

@Suite("PlainLines")
struct PlainLinesTests {
    /// Tells a run and collects what plain mode says about it.
    private struct Log {
        var script: RunScript
        var plain: PlainLines
        var lines: [String] = []
        private var told = 0

        init(_ script: RunScript, isGitHubActions: Bool = false) {
            self.script = script
            plain = PlainLines(theme: .unicode, isGitHubActions: isGitHubActions)
            tell()
        }

        mutating func tell() {
            var state = RunState()
            for (index, event) in script.events.enumerated() {
                state.apply(event)
                if index >= told { lines += plain.lines(for: event, in: state).map(\.text) }
            }
            told = script.events.count
        }
    }

    @Test("every transition has its line")
    func transitions() {
        var script = RunScript(phases: ["load", "measure", "verify"])
        script.start(0)
        script.elapsed = 12.3
        script.end(0)
        script.start(1)
        script.add(.phaseStalled) { $0.phaseIndex = 1 }
        script.elapsed = 83
        script.add(.phaseResumed) { $0.phaseIndex = 1 }
        script.end(1, .failed) {
            $0.error = "exit code 2"
            $0.output = ["make: *** Error 2", "\u{1B}[2Jbye"]
        }
        script.end(2, .skipped)
        script.add(.benchmarkCompleted) { $0.success = false }
        #expect(
            Log(script).lines.joined(separator: "\n") == """
                sorts: started, 3 phases
                [0:00] load: started (1 of 3)
                [0:12] load: ✓ completed in 12 s
                [0:12] measure: started (2 of 3)
                [0:12] measure: stalled
                [1:23] measure: moves again
                [1:23] measure: ✗ failed after 1 min 11 s: exit code 2
                    │ make: *** Error 2
                    │ ␛[2Jbye
                [1:23] verify: - skipped
                ✗ sorts: failed after 1 min 23 s, 3 of 3 phases, 1 failed
                """
        )
    }

    @Test("a running phase has a line at every 10 % or 30 s, whichever is rarer")
    func rarer() {
        var script = RunScript(phases: ["slow"])
        script.start(0)
        for second in 1...600 {
            script.elapsed = Double(second)
            // 10 % a minute.
            script.progress(0, Double(second) / 6)
        }
        let slow = Log(script).lines.filter { $0.contains("%") }
        #expect(slow.count == 10)
        #expect(slow.first?.hasPrefix("[1:00] slow: 10%, ~9 min left") == true)

        script = RunScript(phases: ["fast"])
        script.start(0)
        for second in 1...60 {
            script.elapsed = Double(second)
            script.progress(0, Double(second))
        }
        #expect(Log(script).lines.filter { $0.contains("%") }.count == 2)
    }

    @Test("a running phase that says nothing has a line every 5 minutes")
    func atLeast() {
        var script = RunScript(phases: ["wait"])
        script.start(0)
        var log = Log(script)
        var lines: [String] = []
        for second in stride(from: 10.0, through: 900, by: 10) {
            lines += log.plain.lines(at: second, in: script.state).map(\.text)
        }
        #expect(
            lines == [
                "[5:00] wait: running for 5 min 00 s", "[10:00] wait: running for 10 min 00 s",
                "[15:00] wait: running for 15 min 00 s",
            ]
        )
    }

    @Test("GitHub Actions gets groups and errors, and no commands from names or output")
    func gitHub() {
        var script = RunScript("::set-output::x", phases: ["a:b,c%d", "other"])
        script.start(0)
        script.start(1)
        script.elapsed = 5
        script.end(0, .failed) {
            $0.error = "bad\n::warning::x"
            $0.output = ["::stop-commands::x", "  ##[error]x"]
        }
        script.end(1)
        script.add(.benchmarkCompleted) { $0.success = false }
        #expect(
            Log(script, isGitHubActions: true).lines.joined(separator: "\n") == """
                | ::set-output::x: started, 2 phases
                ::group::a:b,c%25d
                [0:00] a:b,c%d: started (1 of 2)
                ::endgroup::
                ::group::other
                [0:00] other: started (2 of 2)
                [0:05] a:b,c%d: ✗ failed after 5.0 s: bad␊::warning::x
                    │ ::stop-commands::x
                    │   ## [error]x
                ::error title=a%3Ab%2Cc%25d::failed after 5.0 s: bad␊::warning::x
                [0:05] other: ✓ completed in 5.0 s
                ::endgroup::
                ✗ ::set-output::x: failed after 5.0 s, 2 of 2 phases, 1 failed
                """
        )
    }

    @Test("no line has a control character, not even a carriage return")
    func noControls() {
        var script = RunScript("\u{1B}[2J\r", phases: ["a\rb\u{9B}", "\n"])
        script.start(0) { $0.message = "\r\u{1B}c" }
        script.elapsed = 400
        script.progress(0, 50) { $0.message = "x\u{7}" }
        script.end(0, .failed) { $0.error = "\r\n" }
        script.add(.benchmarkCompleted) { $0.error = "\u{1B}" }
        for line in Log(script).lines {
            #expect(line.unicodeScalars.allSatisfy { $0.value >= 0x20 && !(0x7F..<0xA0).contains($0.value) })
        }
    }

    @Test("colours are added only where they are wanted")
    func colors() {
        var line = StyledLine("a ", style: CellStyle(color: .red, isBold: true))
        line.append("b")
        #expect(line.rendered(hasColor: false) == "a b")
        #expect(line.rendered(hasColor: true) == "\u{1B}[1;31ma \u{1B}[mb")
    }
}
