import Testing

@testable import Headway

@Suite("RunSummary")
struct RunSummaryTests {
    private func ended() -> RunScript {
        var script = RunScript(phases: ["load", "measure", "verify", "report"])
        script.start(0)
        script.elapsed = 12.3
        script.end(0)
        script.start(1)
        script.elapsed = 72.3
        script.end(1)
        script.start(2)
        script.elapsed = 83
        script.end(2, .failed) {
            $0.error = "exit code 2"
            $0.output = ["compiling", "\u{1B}[31merror\u{1B}[m: no such file", String(repeating: "long ", count: 20)]
        }
        script.add(.benchmarkCompleted) { $0.success = false }
        return script
    }

    @Test("a summary has a line a phase with its share of the time, and a failure's last words")
    func failed() {
        #expect(
            RunSummary(width: 79, theme: .unicode).frame(ended().state).text == """
                ✓ load           12 s   15% ━━╸─────────────
                ✓ measure  1 min 00 s   72% ━━━━━━━━━━━╸────
                ✗ verify         11 s   13% ━━──────────────  failed: exit code 2
                - report                                      skipped

                ✗ verify
                  exit code 2
                  │ compiling
                  │ ␛[31merror␛[m: no such file
                  │ long long long long long long long long long long long long long long long
                  │ long long long long long

                ✗ sorts failed after 1 min 23 s, 3 of 4 phases, 1 failed
                """
        )
    }

    @Test("a duration is shown with its unit, or not at all", arguments: 0..<40)
    func narrow(width: Int) {
        let lines = RunSummary(width: width, theme: .unicode).frame(ended().state).text.split(separator: "\n")
        for (name, duration) in [("lo", "12 s"), ("me", "1 min 00 s")] {
            guard let line = lines.first(where: { $0.hasPrefix("✓ \(name)") }) else { continue }
            #expect(!line.contains(/[0-9]/) || line.contains(duration), "\(line)")
        }
    }

    @Test("a run that went well ends in one line")
    func completed() {
        var script = RunScript(phases: ["load"])
        script.start(0)
        script.elapsed = 2
        script.end(0)
        script.add(.benchmarkCompleted) { $0.success = true }
        #expect(
            RunSummary(width: 39, theme: .ascii).frame(script.state).text == """
                v load  2.0 s  100% ================

                v sorts completed in 2.0 s
                """
        )
    }

    @Test("what somebody ended needs no last words, and didn't fail")
    func cancelled() {
        var script = RunScript(phases: ["load"])
        script.start(0)
        script.elapsed = 2
        script.end(0, .cancelled) {
            $0.error = "it was stopped"
            $0.output = ["half a line"]
        }
        script.add(.benchmarkCompleted) { $0.status = .cancelled }
        #expect(
            RunSummary(width: 59, theme: .unicode).frame(script.state).text == """
                ■ load  2.0 s  100% ━━━━━━━━━━━━━━━━  cancelled: it was st…

                ■ sorts cancelled after 2.0 s, 1 of 1 phase
                """
        )
    }

    @Test("20 columns have room for the result")
    func narrow() {
        let rows = RunSummary(width: 19, theme: .unicode).frame(ended().state).text.split(separator: "\n")
        #expect(rows.last == "✗ sorts 1 min 23 s")
    }

    @Test("any width holds", arguments: 0..<40)
    func anyWidth(width: Int) {
        #expect(RunSummary(width: width, theme: .unicode).frame(ended().state).columns <= width)
        #expect(RunSummary(width: width, theme: .unicode).frame(RunState()).columns <= width)
    }

    @Test("of very many phases the longest and all that failed are shown, and the rest is counted")
    func manyPhases() {
        var script = RunScript(phases: (1...1_000).map { "phase-\($0)" })
        for index in 0..<1_000 {
            script.start(index)
            script.elapsed += index == 500 ? 60 : 0.1
            script.end(index, (7..<147).contains(index) ? .failed : index == 900 ? .skipped : .completed)
        }
        script.add(.benchmarkCompleted) { $0.success = false }
        let text = RunSummary(width: 79, theme: .unicode).frame(script.state).text
        let lines = text.split(separator: "\n")
        #expect(lines.count { $0.hasPrefix("✗ phase-") && $0.contains("failed") } == 140)
        #expect(lines.count < 250)
        #expect(text.contains("✓ phase-501 "))
        let folded = lines.first { $0.contains("shorter ones") }
        #expect(folded == "  810 shorter ones: 809 completed, 1 skipped, 1 min 21 s in all")
    }

    @Test("of very many phases those that never ran are counted, and not called short")
    func manyNeverRan() {
        var script = RunScript(phases: (1...1_000).map { "phase-\($0)" })
        for index in 0..<3 {
            script.start(index)
            script.elapsed += 10
            script.end(index, index == 2 ? .failed : .completed)
        }
        script.add(.benchmarkCompleted) { $0.success = false }
        let lines = RunSummary(width: 79, theme: .unicode).frame(script.state).text.split(separator: "\n")
        #expect(lines.count { $0.contains("phase-") && $0.contains("%") } == 3)
        #expect(!lines.contains { $0.hasPrefix("- ") })
        #expect(lines.contains("  997 more: 997 skipped"))
    }
}
