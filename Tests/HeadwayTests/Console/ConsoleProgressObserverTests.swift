import HeadwayTesting
import Logging
import Testing

@testable import Headway

@Suite("ConsoleProgressObserver")
struct ConsoleProgressObserverTests {
    private let clock = ManualClock()

    private func script() -> RunScript {
        var script = RunScript(phases: ["load"])
        script.start(0)
        script.elapsed = 2
        script.end(0)
        script.add(.benchmarkCompleted) { $0.success = true }
        return script
    }

    @Test("the summary is on the screen when the last event has been taken")
    func summary() async throws {
        let output = InMemoryTerminal(size: TerminalSize(columns: 60, rows: 10))
        let observer: any ProgressObserver = ConsoleProgressObserver(
            display: ConsoleDisplay(output: output, clock: clock)
        )
        for event in script().events { try await observer.onProgress(event) }
        var terminal = EmulatedTerminal(columns: 60, rows: 10)
        terminal.receive(output.take())
        #expect(
            terminal.text == """
                ✓ load  2.0 s  100% ━━━━━━━━━━━━━━━━

                ✓ sorts completed in 2.0 s, 1 of 1 phase
                """
        )
        #expect(terminal.isCursorVisible)
    }

    @Test("one that is dropped in mid run loses no line")
    func dropped() {
        let pipe = InMemoryTerminal(size: nil, isTerminal: false)
        do {
            let observer = ConsoleProgressObserver(display: ConsoleDisplay(output: pipe, clock: clock))
            for event in script().events.prefix(2) { observer.onProgress(event) }
        }
        #expect(pipe.takeText() == "sorts: started, 1 phase\n[0:00] load: started\n")
    }

    @Test("log messages are printed with their metadata")
    func logs() {
        let pipe = InMemoryTerminal(size: nil, isTerminal: false)
        let display = ConsoleDisplay(output: pipe, clock: clock)
        let console = ConsoleProgressObserver(display: display)
        var logger = Logger(label: "bench") { ConsoleLogHandler(label: $0, console: console) }
        logger[metadataKey: "run"] = "r1"
        logger.warning("slow\u{1B}[2J", metadata: ["file": "a b"])
        logger.debug("not this")
        display.settle(within: .seconds(30))
        #expect(pipe.takeText() == "warning bench: file=a b run=r1: slow␛[2J\n")
    }

    @Test("in JSON mode what is printed goes to the other output")
    func asides() {
        let pipe = InMemoryTerminal(size: nil, isTerminal: false)
        let other = InMemoryTerminal(size: nil, isTerminal: false)
        let display = ConsoleDisplay(output: pipe, asideOutput: other, mode: .json, clock: clock)
        let console = ConsoleProgressObserver(display: display)
        console.print("a\nb")
        display.settle(within: .seconds(30))
        #expect(pipe.takeText().isEmpty)
        #expect(other.takeText() == "a\nb\n")
    }

    @Test("taskbar and title follow the run and are taken back at its end")
    func decoration() {
        let output = InMemoryTerminal(
            size: .standard,
            environment: ["TERM": "xterm-ghostty", "TERM_PROGRAM": "ghostty", "LANG": "C.UTF-8"]
        )
        let display = ConsoleDisplay(output: output, clock: clock)
        var script = RunScript("evil\u{7}\u{1B}]x", phases: ["load"])
        script.start(0)
        script.progress(0, 42)
        script.events.forEach(display.apply)
        display.settle(within: .seconds(30))
        clock.advance(by: .seconds(1))
        display.settle(within: .seconds(30))
        let during = output.takeText()
        #expect(during.contains("\u{1B}]9;4;1;42\u{1B}\\"))
        #expect(during.contains("\u{1B}[22;2t") && during.contains("\u{1B}]2;42% evil\\x07\\e]x\u{1B}\\"))
        display.abandon()
        let after = output.takeText()
        #expect(after.contains("\u{1B}]9;4;0;0\u{1B}\\") && after.contains("\u{1B}[23;2t"))
    }

    @Test("a run on GitHub Actions leaves a summary for its page, once")
    func stepSummary() throws {
        let environment = ["GITHUB_ACTIONS": "true", "GITHUB_STEP_SUMMARY": "/dev/null"]
        let pipe = InMemoryTerminal(size: nil, environment: environment, isTerminal: false)
        #expect(pipe.capabilities.stepSummaryPath == "/dev/null")
        var engine = DisplayEngine(mode: .plain, theme: .ascii, capabilities: pipe.capabilities)
        for event in script().events { engine.apply(event, at: .zero) }
        #expect(engine.takeStepSummary() == nil)
        engine.finish()
        _ = engine.step(DisplayEngine.Now(uptime: .zero, date: clock.date, secondsFromGMT: 0, size: .standard))
        #expect(engine.takeStepSummary()?.hasPrefix("### ✓ sorts: completed in 2.0 s") == true)
        #expect(engine.takeStepSummary() == nil)
    }
}
