import HeadwayTesting
import Testing

@testable import Headway

@Suite("ConsoleDisplay")
struct ConsoleDisplayTests {
    private let clock = ManualClock()
    private let output = InMemoryTerminal(size: TerminalSize(columns: 60, rows: 10))

    private func display(_ mode: ConsoleMode = .auto) -> ConsoleDisplay {
        ConsoleDisplay(output: output, mode: mode, clock: clock)
    }

    /// What a terminal shows after the bytes so far.
    private func show(_ terminal: inout EmulatedTerminal) -> String {
        terminal.receive(output.take())
        return terminal.text
    }

    private func running() -> RunScript {
        var script = RunScript(phases: ["load", "measure"])
        script.start(0)
        script.elapsed = 3
        script.end(0)
        script.start(1)
        script.progress(1, 42)
        return script
    }

    /// Lets a frame's time pass, so that whatever has happened is drawn.
    private func draw(_ display: ConsoleDisplay) {
        display.settle(within: .seconds(30))
        clock.advance(by: .milliseconds(100))
        display.settle(within: .seconds(30))
    }

    private func play(_ script: RunScript, on display: ConsoleDisplay) {
        for event in script.events { display.apply(event) }
    }

    @Test("a run is drawn, prints go above it, and a summary stays")
    func wholeRun() {
        let display = display()
        var terminal = EmulatedTerminal(columns: 60, rows: 10)
        var script = running()
        play(script, on: display)
        draw(display)
        clock.advance(by: .milliseconds(900))
        display.print("first\nsecond")
        draw(display)
        #expect(
            show(&terminal) == """
                first
                second
                sorts  1/2 phases  0:04
                ✓ load     3.0 s
                ▸ measure  42% ━━━━━━━━━━━━━────────────────── 1 s
                  total    71% ━━━━━━━━━━━━━━━━━━━━━━─────────
                """
        )
        #expect(!terminal.isCursorVisible)
        script.elapsed = 6
        script.end(1)
        script.add(.benchmarkCompleted) { $0.success = true }
        for event in script.events.suffix(2) { display.apply(event) }
        display.finish(within: .seconds(30))
        #expect(
            show(&terminal) == """
                first
                second
                ✓ load     3.0 s   50% ━━━━━━━━────────
                ✓ measure  3.0 s   50% ━━━━━━━━────────

                ✓ sorts completed in 6.0 s, 2 of 2 phases
                """
        )
        #expect(terminal.isCursorVisible && terminal.wraps)
        display.abandon()
        _ = output.take()
        display.print("afterwards")
        display.settle(within: .seconds(30))
        #expect(output.takeText() == "afterwards\n")
    }

    @Test("at most ten frames a second are drawn, and the newest is never missed")
    func pace() {
        let display = display()
        var script = running()
        play(script, on: display)
        draw(display)
        clock.advance(by: .milliseconds(100))
        script.progress(1, 43)
        script.events.suffix(1).forEach(display.apply)
        display.settle(within: .seconds(30))
        let first = output.writes
        for percent in 44..<60 {
            script.progress(1, Double(percent))
            if let event = script.events.last { display.apply(event) }
            display.settle(within: .seconds(30))
        }
        #expect(output.writes == first)
        clock.advance(by: .milliseconds(100))
        display.settle(within: .seconds(30))
        #expect(output.writes == first + 1)
        var terminal = EmulatedTerminal(columns: 60, rows: 10)
        #expect(show(&terminal).contains("measure  59%"))
    }

    @Test("clocks tick once a second, and cost little")
    func ticks() {
        let display = display()
        play(running(), on: display)
        draw(display)
        _ = output.take()
        clock.advance(by: .seconds(1))
        display.settle(within: .seconds(30))
        let tick = output.takeText()
        #expect(tick.contains("4") && tick.utf8.count < 60)
        clock.advance(by: .milliseconds(500))
        display.settle(within: .seconds(30))
        #expect(output.take().isEmpty)
    }

    @Test("an event that comes late doesn't turn the clock back")
    func lateEvent() {
        let display = display()
        var terminal = EmulatedTerminal(columns: 60, rows: 10)
        var script = running()
        play(script, on: display)
        clock.advance(by: .milliseconds(1_050))
        draw(display)
        #expect(show(&terminal).hasPrefix("sorts  1/2 phases  0:04"))
        script.elapsed = 3.9
        script.progress(1, 50)
        script.events.suffix(1).forEach(display.apply)
        draw(display)
        #expect(show(&terminal).hasPrefix("sorts  1/2 phases  0:04"))
    }

    @Test("a size that nobody knows is taken to be 80×24, and one of 1×1 does no harm")
    func strangeSizes() {
        for (size, rows) in [(TerminalSize(columns: 0, rows: 0), 4), (TerminalSize(columns: 1, rows: 1), 0)] {
            let output = InMemoryTerminal(size: size)
            let display = ConsoleDisplay(output: output, clock: clock)
            var terminal = EmulatedTerminal(columns: 80, rows: 24)
            play(running(), on: display)
            draw(display)
            terminal.receive(output.take())
            #expect(terminal.text.split(separator: "\n").count == rows)
        }
    }

    @Test("a terminal that isn't read drops frames, and shows the newest when it is")
    func unread() {
        let display = display()
        var terminal = EmulatedTerminal(columns: 60, rows: 10)
        var script = running()
        output.limit(to: 50)
        play(script, on: display)
        #expect(!display.settle(within: .milliseconds(50)))
        for percent in 43...99 {
            script.progress(1, Double(percent))
            if let event = script.events.last { display.apply(event) }
            clock.advance(by: .seconds(1))
        }
        output.limit(to: nil)
        clock.advance(by: .seconds(1))
        display.settle(within: .seconds(30))
        clock.advance(by: .seconds(1))
        display.settle(within: .seconds(30))
        let bytes = output.take()
        #expect(bytes.count < 1_500)
        terminal.receive(bytes)
        #expect(terminal.text.contains("99%"))
        #expect(terminal.unknown.isEmpty)
    }

    @Test("an output that goes away turns the display off for good")
    func gone() {
        let display = display()
        output.disappear()
        play(running(), on: display)
        draw(display)
        let writes = output.writes
        #expect(writes == 1)
        display.print("more")
        clock.advance(by: .seconds(5))
        display.finish(within: .seconds(30))
        display.abandon()
        #expect(output.writes == writes)
    }

    @Test("while it is suspended the terminal is clean, and afterwards it is painted whole")
    func suspends() {
        let display = display()
        var terminal = EmulatedTerminal(columns: 60, rows: 10)
        terminal.receive(Array("$ headway\r\n".utf8))
        play(running(), on: display)
        draw(display)
        _ = show(&terminal)
        display.suspend()
        #expect(show(&terminal) == "$ headway")
        #expect(terminal.isCursorVisible && terminal.cursor == (1, 0))
        clock.advance(by: .seconds(60))
        display.settle(within: .seconds(30))
        #expect(output.take().isEmpty)
        terminal.receive(Array("$ fg\r\n".utf8))
        display.resume()
        draw(display)
        #expect(show(&terminal).hasPrefix("$ headway\n$ fg\nsorts  1/2 phases"))
        #expect(!terminal.isCursorVisible)
    }

    @Test("after a resize nothing is left behind")
    func resizes() {
        let display = display()
        var terminal = EmulatedTerminal(columns: 60, rows: 10)
        play(running(), on: display)
        draw(display)
        for columns in [40, 20, 60] {
            _ = show(&terminal)
            terminal.resize(columns: columns, rows: 10)
            output.size = TerminalSize(columns: columns, rows: 10)
            display.resized()
            draw(display)
        }
        let text = show(&terminal)
        #expect(text.split(separator: "\n").count == 4)
        #expect(terminal.linesAbove.isEmpty)
    }

    @Test("what others write into the display is mended within two minutes")
    func mends() {
        let display = display()
        var terminal = EmulatedTerminal(columns: 60, rows: 10)
        play(running(), on: display)
        draw(display)
        _ = show(&terminal)
        terminal.receive(Array("somebody else's line\r\n".utf8))
        for _ in 0..<121 {
            clock.advance(by: .seconds(1))
            display.settle(within: .seconds(30))
        }
        let lines = show(&terminal).split(separator: "\n")
        #expect(lines.first?.hasPrefix("somebody else's line") == true)
        #expect(lines.dropFirst().count { $0.hasPrefix("sorts") } == 1 && lines.count == 5)
    }

    @Test("a display that is dropped in mid run gives the cursor back")
    func dropped() {
        var terminal = EmulatedTerminal(columns: 60, rows: 10)
        do {
            let display = display()
            play(running(), on: display)
            draw(display)
        }
        #expect(show(&terminal).contains("measure"))
        #expect(terminal.isCursorVisible && terminal.cursor == (4, 0))
    }

    @Test("an end without a start does no harm", arguments: ConsoleMode.allCases)
    func endAlone(mode: ConsoleMode) {
        let display = display(mode)
        var context = EventContext()
        context.success = true
        display.apply(ProgressEvent(type: .benchmarkCompleted, timestamp: clock.date, context: context))
        display.finish(within: .seconds(30))
        var terminal = EmulatedTerminal(columns: 60, rows: 10)
        _ = show(&terminal)
        #expect(terminal.isCursorVisible && terminal.wraps)
    }

    @Test("a journal that is told anew isn't told twice")
    func toldAnew() {
        let display = display(.plain)
        var script = running()
        play(script, on: display)
        draw(display)
        #expect(String(decoding: output.take(), as: UTF8.self).split(separator: "\n").count == 4)
        // What a writer knows beyond what was shown, with the sequences of what was lost.
        for _ in 0..<20 { script.progress(1, 50) }
        for event in script.state.restatement() { display.apply(event) }
        draw(display)
        #expect(output.take().isEmpty)
        script.end(1)
        for event in script.state.restatement() { display.apply(event) }
        draw(display)
        #expect(String(decoding: output.take(), as: UTF8.self).split(separator: "\n").count == 1, "but what is new is")
    }

    @Test("a second run on the same display is shown like the first")
    func secondRun() {
        let display = display()
        var terminal = EmulatedTerminal(columns: 60, rows: 20)
        for runID in ["one", "two"] {
            var script = RunScript(phases: ["load"], runID: runID)
            script.start(0)
            script.elapsed = 2
            script.end(0)
            play(script, on: display)
            draw(display)
            #expect(show(&terminal).contains("sorts  1/1 phase  0:02"))
            script.add(.benchmarkCompleted) { $0.success = true }
            script.events.suffix(1).forEach(display.apply)
            display.finish(within: .seconds(30))
            #expect(!show(&terminal).contains("sorts  1/1"))
            clock.advance(by: .seconds(1))
        }
        #expect(terminal.text.split(separator: "\n").count { $0.hasPrefix("✓ sorts completed in 2.0 s") } == 2)
    }

    @Test("a pipe gets lines without one escape or carriage return")
    func pipe() {
        let pipe = InMemoryTerminal(size: nil, isTerminal: false)
        let display = ConsoleDisplay(output: pipe, clock: clock)
        play(running(), on: display)
        display.print("a\tb\u{1B}[2J\r\nc")
        display.finish(within: .seconds(30))
        #expect(
            pipe.takeText() == """
                sorts: started, 2 phases
                [0:00] load: started (1 of 2)
                [0:03] load: ✓ completed in 3.0 s
                [0:03] measure: started (2 of 2)
                a       b␛[2J
                c

                """
        )
    }

    @Test("JSON mode has the journal's lines and nothing else")
    func json() {
        let pipe = InMemoryTerminal(size: nil, isTerminal: false)
        let display = ConsoleDisplay(output: pipe, mode: .json, clock: clock)
        let script = running()
        play(script, on: display)
        display.print("not an event")
        display.finish(within: .seconds(30))
        let lines = pipe.takeText().split(separator: "\n")
        #expect(lines.count == script.events.count)
        #expect(lines.allSatisfy { $0.hasPrefix(#"{"context":{"#) && $0.hasSuffix("}") })
    }

    @Test("a state that somebody else folded is shown as old as it is")
    func states() {
        let display = display()
        var terminal = EmulatedTerminal(columns: 60, rows: 10)
        display.show(running().state, age: .seconds(60))
        display.settle(within: .seconds(30))
        #expect(show(&terminal).hasPrefix("sorts  1/2 phases  1:03"))
    }

    @Test("a run of 100,000 phases is drawn without looking at each")
    func manyPhases() {
        let display = display()
        var script = RunScript(phases: (1...100_000).map { "phase-\($0)" })
        script.start(0)
        play(script, on: display)
        draw(display)
        let clock = ContinuousClock()
        let took = clock.measure {
            for _ in 0..<100 {
                self.clock.advance(by: .seconds(1))
                display.settle(within: .seconds(30))
            }
        }
        #expect(took < .seconds(20))
        #expect(output.takeText().contains("+99,996 to come"))
    }
}
