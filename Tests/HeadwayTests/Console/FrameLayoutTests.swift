import Testing

@testable import Headway

@Suite("FrameLayout")
struct FrameLayoutTests {
    /// Five phases: one done, one failed, two running, one to come.
    static func busy() -> RunScript {
        var script = RunScript(phases: ["load", "warm-up", "measure", "verify", "report"])
        script.start(0)
        script.elapsed = 12.3
        script.end(0)
        script.start(1)
        script.elapsed = 13
        script.end(1, .failed) { $0.error = "exit code 2" }
        script.start(2) {
            $0.total = 1_000
            $0.unit = "files"
        }
        script.start(3)
        script.elapsed = 83
        script.progress(2, 42) {
            $0.completed = 420
            $0.message = "block 7"
        }
        script.estimate(240, 220, 260)
        return script
    }

    private func text(
        _ script: RunScript,
        _ columns: Int,
        _ rows: Int,
        theme: ConsoleTheme = .unicode,
        later seconds: Double = 0
    ) -> String {
        let layout = FrameLayout(size: TerminalSize(columns: columns, rows: rows), theme: theme)
        let frame = layout.frame(script.state, at: script.moment(later: seconds))
        #expect(frame.rows.count <= rows)
        #expect(frame.columns < max(columns, 1))
        return frame.text
    }

    @Test("80 columns show everything")
    func everything() {
        #expect(
            text(Self.busy(), 80, 24) == """
                sorts  2/5 phases  1 failed  1:23
                ✓ load     12 s
                ✗ warm-up  0.70 s  failed: exit code 2
                ▸ measure  42% ━━━━━─────── ~2 min left    420/1,000 files 6/s      block 7
                ▸ verify       ───────━━━── 1 min 10 s
                · report
                  total    28% ━━━───────── ~4 min left  done at 00:05
                """
        )
    }

    @Test("the clocks go on between events")
    func clocks() {
        #expect(
            text(Self.busy(), 80, 24, later: 61) == """
                sorts  2/5 phases  1 failed  2:24
                ✓ load     12 s
                ✗ warm-up  0.70 s  failed: exit code 2
                ▸ measure  42% ━━━━━─────── ~35 s left     420/1,000 files 6/s      block 7
                ▸ verify       ━━━───────── 2 min 11 s
                · report
                  total    28% ━━━───────── ~3 min left  done at 00:05
                """
        )
    }

    @Test(
        "when columns run out, the message goes first, then rate, count and bar",
        arguments: [66, 58, 50, 40, 30, 20]
    )
    func narrower(columns: Int) {
        let expected = [
            66: "▸ measure  42% ━━━━────── ~2 min left    420/1,000 files 6/s",
            58: "▸ measure  42% ━━━━╸────── ~2 min left    420/1,000 files",
            50: "▸ measure  42% ━━━━╸────── ~2m    420/1,000 files",
            40: "▸ measure  42% ━━━━━━━╸─────────── ~2m",
            30: "▸ measure  42% ━━━╸───── ~2m",
            20: "▸ measure  42% ~2m",
        ]
        let row = text(Self.busy(), columns, 24).split(separator: "\n")[3]
        #expect(String(row) == expected[columns])
    }

    @Test("20 columns and 3 rows hold the header, a running phase and the whole")
    func tiny() {
        #expect(
            text(Self.busy(), 20, 3) == """
                sorts  2/5  1:23
                ▸ measure  42% ~2m
                  total    28% ~4m
                """
        )
    }

    @Test("any size holds", arguments: 0..<12, 0..<12)
    func anySize(columns: Int, rows: Int) {
        _ = text(Self.busy(), columns, rows)
        _ = text(RunScript(phases: []), columns, rows)
        _ = text(RunScript("", phases: ["a", "b"], total: 5), columns, rows)
    }

    @Test("ASCII has no other characters, and no half cells")
    func ascii() {
        #expect(
            text(Self.busy(), 80, 24, theme: .ascii) == """
                sorts  2/5 phases  1 failed  1:23
                v load     12 s
                x warm-up  0.70 s  failed: exit code 2
                > measure  42% =====------- ~2 min left    420/1,000 files 6/s      block 7
                > verify       -------===-- 1 min 10 s
                . report
                  total    28% ===--------- ~4 min left  done at 00:05
                """
        )
    }

    @Test("a stalled phase says so instead of a time")
    func stalled() {
        var script = Self.busy()
        script.add(.phaseStalled) { $0.phaseIndex = 2 }
        let row = text(script, 80, 24).split(separator: "\n")[3]
        #expect(row.hasPrefix("! measure"))
        #expect(row.contains("stalled"))
        #expect(!row.contains("left") && !row.contains("/s"))
    }

    @Test("rows that run out fold what is done and what is to come")
    func folds() {
        var script = RunScript(phases: (1...30).map { "phase-\($0)" })
        for index in 0..<12 {
            script.start(index)
            script.elapsed += 2
            script.end(index, index == 3 ? .failed : .completed)
        }
        script.start(12)
        script.progress(12, 50)
        #expect(
            text(script, 60, 14) == """
                sorts  12/30 phases  1 failed  0:24
                ✓ 9 done
                ✗ phase-4   2.0 s  failed
                ✓ phase-11  2.0 s
                ✓ phase-12  2.0 s
                ▸ phase-13  50% ━━━━━━━━━━━━━━━─────────────── 0 s
                · phase-14
                · phase-15
                +15 to come
                  total     38% ━━━━━━━━━━━╸──────────────────
                """
        )
    }

    @Test("a quarter of the rows is left to what is printed above, unless what runs or failed needs them")
    func leavesRoom() {
        var script = RunScript(phases: (1...30).map { "phase-\($0)" })
        script.start(0)
        #expect(text(script, 60, 20).split(separator: "\n").count == 15)
        for index in 1..<18 { script.start(index) }
        #expect(text(script, 60, 20).split(separator: "\n").count == 20)
    }

    @Test("a thousand running phases keep to the rows")
    func manyRunning() {
        var script = RunScript(phases: (1...1_000).map { "phase-\($0)" })
        for index in 0..<1_000 { script.start(index) }
        #expect(
            text(script, 40, 6) == """
                sorts  0/1,000  0:00
                ▸ phase-1      ━━━──────────────── 0s
                ▸ phase-2      ━━━──────────────── 0s
                ▸ phase-3      ━━━──────────────── 0s
                ▸ 997 more running
                  total     0% ───────────────────
                """
        )
    }

    @Test("a phase of which nothing is known has no percentage, and its bar moves")
    func indeterminate() {
        var script = RunScript(phases: ["wait"])
        script.start(0)
        let first = text(script, 60, 5).split(separator: "\n")[1]
        let later = text(script, 60, 5, later: 2).split(separator: "\n")[1]
        #expect(!first.contains("%"))
        #expect(first != later)
    }

    @Test("evil names are shown, not obeyed, and nothing is displaced")
    func evil() {
        var script = RunScript(phases: ["evil\u{1B}[2J\u{1B}]0;x\u{7}日本語👩‍👩‍👧\nnext", "ok"])
        script.start(0)
        script.progress(0, 10)
        #expect(
            text(script, 80, 5) == """
                sorts  0/2 phases  0:00
                ▸ evil␛[2J␛]0;x␇日本語👩‍👩‍👧␊ne…  10% ━━━───────────────────────────── 0 s
                · ok
                  total                        5% ━╸──────────────────────────────
                """
        )
    }

    @Test("a name of a megabyte costs no more than what is shown of it")
    func longName() {
        let name = String(repeating: "e\u{301}", count: 500_000)
        var script = RunScript(phases: [name])
        script.start(0)
        #expect(text(script, 40, 5).contains("…"))
    }

    @Test("an estimate that has run out says nothing rather than 0 s")
    func exhausted() {
        let script = Self.busy()
        let rows = text(script, 80, 24, later: 1_000).split(separator: "\n")
        #expect(rows.last?.contains("left") == false)
    }
}
