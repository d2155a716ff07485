import Testing

@testable import Headway

@Suite("The order of phases that a command reports")
struct ReportedPhasesDisplayTests {
    /// A plan of two phases, the first of which reports three.
    private static func script() -> RunScript {
        var script = RunScript("plan", phases: ["bench", "after"])
        script.start(0)
        script.elapsed = 1
        for (index, name) in [(0, "load"), (2, "sort"), (3, "check")] {
            script.add(.phaseStarted) { ($0.phaseIndex, $0.phaseName, $0.reportedBy) = (index, name, "bench") }
            script.elapsed += 1
            script.end(index)
        }
        return script
    }

    private static func finished() -> RunState {
        var script = script()
        script.start(1)
        script.elapsed += 1
        script.end(1)
        script.add(.benchmarkCompleted) { $0.success = true }
        return script.state
    }

    private let order = ["load", "sort", "check", "after"]

    private func names(in text: String) -> [String] {
        text.split(separator: "\n").compactMap { line in order.first { line.contains($0) } }
    }

    @Test("The first takes the command's place, and the others follow it")
    func state() {
        let state = Self.script().state
        #expect(state.phasesInOrder.map(\.name) == order)
        #expect(state.phases.map(\.name) == ["load", "after", "sort", "check"])
        #expect(state.totalPhases == 4)
        #expect(state.phases[0].reportedBy == "bench")
    }

    @Test("A snapshot that is read back has the same order")
    func snapshot() throws {
        let state = try RunFormat.state(RunFormat.snapshot(Self.script().state))
        #expect(state.phasesInOrder.map(\.name) == order)
    }

    @Test("A state that is told anew has the same order")
    func restated() {
        var state = RunState()
        for event in Self.script().state.restatement() { state.apply(event) }
        #expect(state.phasesInOrder.map(\.name) == order)
        #expect(state.phasesInOrder.map(\.status) == [.completed, .completed, .completed, .pending])
    }

    @Test("The live frame, the summary, the status and the Markdown list them so", arguments: [24, 7, 6])
    func listed(rows: Int) {
        let script = Self.script()
        let live = FrameLayout(size: TerminalSize(columns: 80, rows: rows)).frame(script.state, at: script.moment())
        let shown = names(in: live.text)
        #expect(shown == order.filter(shown.contains))
        #expect(shown.contains("after"), "what is to come next is a neighbour of what was last")
        if rows == 24 { #expect(shown == order) }
        #expect(names(in: RunSummary(width: 80, theme: .unicode).frame(Self.finished()).text) == order)
        #expect(names(in: ConsoleText.report(Self.finished())) == order)
        #expect(names(in: MarkdownSummary.text(Self.finished())) == order)
    }

    @Test("Plain lines count them in the order in which they are shown")
    func plain() {
        var plain = PlainLines(theme: .unicode, isGitHubActions: false)
        var state = RunState()
        var lines: [String] = []
        for event in Self.script().events {
            state.apply(event)
            lines += plain.lines(for: event, in: state).map(\.text)
        }
        #expect(lines.contains { $0.contains("sort: started (2 of 3)") })
        #expect(lines.contains { $0.contains("check: started (3 of 4)") })
    }
}
