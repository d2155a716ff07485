import Foundation
import HeadwayTesting
import Testing

@testable import Headway

/// What becomes of a display whose terminal takes less than there is, or nothing.
@Suite("On a slow terminal")
struct SlowTerminalTests {
    private let clock = ManualClock()
    private let output = InMemoryTerminal(size: TerminalSize(columns: 60, rows: 10))
    private let keys = RecordedKeys()

    private func display(on output: InMemoryTerminal? = nil, _ mode: ConsoleMode = .auto) -> ConsoleDisplay {
        ConsoleDisplay(
            output: output ?? self.output,
            keys: keys,
            mode: mode,
            whereabouts: "see the log",
            clock: clock
        )
    }

    private func start(_ display: ConsoleDisplay) -> RunScript {
        var script = RunScript(phases: ["load"])
        script.start(0)
        for event in script.events { display.apply(event) }
        display.settle(within: .seconds(30))
        return script
    }

    private func end(_ script: inout RunScript, _ display: ConsoleDisplay) {
        script.elapsed = 2
        script.end(0)
        script.add(.benchmarkCompleted) { $0.success = true }
        for event in script.events.suffix(2) { display.apply(event) }
    }

    private func pass(_ display: ConsoleDisplay, _ duration: Duration) {
        clock.advance(by: duration)
        display.settle(within: .milliseconds(100))
    }

    @Test("a flood of lines loses only what is said to be lost, and the summary comes whole", arguments: [0, 70_001])
    func flood(room: Int) throws {
        let display = display()
        var script = start(display)
        output.limit(to: room)
        display.print((1...20_000).map { "line \($0)" }.joined(separator: "\n"))
        end(&script, display)
        display.finish(within: .milliseconds(40))
        pass(display, .milliseconds(30))
        output.limit(to: nil)
        pass(display, .milliseconds(30))
        #expect(display.settle(within: .seconds(30)))

        let bytes = output.take()
        let text = String(decoding: bytes, as: UTF8.self).replacing("\r\n", with: "\n")
        let shown = text.matches(of: /line ([0-9]+)\n/).compactMap { Int($0.1) }
        #expect(shown == Array((1...20_000).prefix(shown.count)))
        #expect(shown.count < 20_000)
        let left = NumberText.grouped(20_000 - shown.count)
        #expect(text.contains("(\(left) lines are left out: this output is too slow; see the log)\n"))
        var terminal = EmulatedTerminal(columns: 60, rows: 10)
        terminal.receive(bytes)
        #expect(
            terminal.text.hasSuffix("✓ load  2.0 s  100% ━━━━━━━━━━━━━━━━\n\n✓ sorts completed in 2.0 s, 1 of 1 phase")
        )
        #expect(terminal.isCursorVisible && terminal.wraps && !keys.areHidden)
    }

    @Test("where there is time, a flood is shown whole", arguments: [ConsoleMode.live, .plain])
    func shownWhole(mode: ConsoleMode) {
        let display = display(mode)
        var script = start(display)
        let lines = (1...20_000).map { "line \($0)" }
        display.print(lines.joined(separator: "\n"))
        end(&script, display)
        display.finish(within: .seconds(60))
        let text = output.takeText().replacing("\r\n", with: "\n")
        let isWhole = text.matches(of: /line [0-9]+(?=\n)/).map { String($0.0) } == lines
        #expect(isWhole)
    }

    @Test("a terminal that takes a few bytes more gets its cursor back, whatever was on its way", arguments: 0..<12)
    func restored(cut: Int) {
        let display = display()
        var script = start(display)
        var terminal = EmulatedTerminal(columns: 60, rows: 10)
        terminal.receive(output.take())
        #expect(!terminal.isCursorVisible && keys.areHidden)
        output.limit(to: cut * 7)
        display.print("a line\nand another one")
        script.progress(0, 50)
        script.events.suffix(1).forEach(display.apply)
        pass(display, .milliseconds(100))
        display.abandon(within: .milliseconds(20))
        pass(display, .milliseconds(20))
        // Nobody can show keys in the display any longer, though it can't be taken away yet.
        #expect(!keys.areHidden)
        output.limit(to: 40)
        pass(display, .milliseconds(20))
        terminal.receive(output.take())
        #expect(terminal.isCursorVisible && terminal.wraps)
        output.limit(to: nil)
        pass(display, .milliseconds(20))
        #expect(display.settle(within: .seconds(30)))
        terminal.receive(output.take())
        // What was shown in part is shown again, or counted.
        #expect(
            terminal.text.contains("left out") || terminal.text.contains("and another one"),
            "\(terminal.text)"
        )
    }

    @Test("stopped while the terminal takes nothing, it shows afterwards what it couldn't before")
    func suspended() {
        let display = display()
        _ = start(display)
        output.limit(to: 25)
        display.print("first\nsecond")
        pass(display, .milliseconds(100))
        display.suspend(within: .milliseconds(20))
        pass(display, .milliseconds(20))
        #expect(!keys.areHidden)
        output.limit(to: nil)
        pass(display, .milliseconds(20))
        var terminal = EmulatedTerminal(columns: 60, rows: 10)
        terminal.receive(output.take())
        #expect(terminal.isCursorVisible && terminal.wraps)
        display.print("third")
        display.settle(within: .seconds(30))
        #expect(output.take().isEmpty)
        display.resume()
        pass(display, .milliseconds(100))
        terminal.receive(output.take())
        #expect(terminal.text.contains("first\nsecond\nthird\nsorts"), "\(terminal.text)")
        #expect(keys.areHidden)
    }

    @Test("stopped on a terminal that shows frames at once, it says so once and is quiet")
    func suspendedWithSynchronizedOutput() {
        let output = InMemoryTerminal(environment: ["TERM": "xterm-kitty", "LANG": "C.UTF-8"])
        let display = display(on: output)
        _ = start(display)
        #expect(output.takeText().contains("\u{1B}[?2026h"))
        display.suspend(within: .seconds(30))
        _ = output.take()
        display.settle(within: .seconds(30))
        #expect(output.take().isEmpty)
    }

    @Test("stopped or left once more after its end, it restores a terminal that dropped what it hadn't read")
    func restoredAgain() {
        let display = display()
        var script = start(display)
        end(&script, display)
        display.finish(within: .seconds(30))
        // What a key that sends a signal has the system do.
        _ = output.take()
        let restoring = "\u{1B}[m\u{1B}[?7h\u{1B}[?25h"
        display.suspend(within: .seconds(30))
        #expect(output.takeText() == restoring)
        display.abandon(within: .seconds(30))
        #expect(output.takeText() == restoring)
        display.abandon(within: .seconds(30))
        #expect(output.take().isEmpty)
    }

    @Test("a terminal that isn't read for a while doesn't cost the rate of what went on")
    func rateWhileUnread() {
        let display = display()
        var script = RunScript(phases: ["load"])
        script.start(0)
        for second in 0...10 {
            // Its average would be another one.
            script.elapsed = Double(100 + second)
            script.progress(0, nil) {
                $0.completed = second * 5
                $0.total = 1_000
            }
        }
        let (before, since) = (script.events.dropLast(5), script.events.suffix(5))
        for event in before { display.apply(event) }
        pass(display, .seconds(1))
        display.settle(within: .seconds(30))
        #expect(output.takeText().contains("5/s"))
        output.limit(to: 0)
        for event in since {
            display.apply(event)
            pass(display, .seconds(1))
        }
        output.limit(to: nil)
        pass(display, .seconds(1))
        #expect(display.settle(within: .seconds(30)))
        var terminal = EmulatedTerminal(columns: 60, rows: 10)
        terminal.receive(output.take())
        #expect(terminal.text.contains(" 5/s"), "\(terminal.text)")
    }

    @Test("keys are hidden only while a live display is there", arguments: ConsoleMode.allCases)
    func hidesKeys(mode: ConsoleMode) {
        let display = display(mode)
        #expect(!keys.areHidden)
        var script = start(display)
        let isLive = mode == .live || mode == .auto
        #expect(keys.areHidden == isLive)
        display.suspend()
        #expect(!keys.areHidden)
        display.resume()
        pass(display, .milliseconds(100))
        #expect(keys.areHidden == isLive)
        end(&script, display)
        display.finish(within: .seconds(30))
        #expect(!keys.areHidden)
    }

    @Test("a terminal that goes away has its keys back")
    func gone() {
        let display = display()
        let script = start(display)
        output.disappear()
        script.events.suffix(1).forEach(display.apply)
        display.print("x")
        pass(display, .milliseconds(100))
        #expect(!keys.areHidden)
    }

    @Test("a closed pipe doesn't lose the table for GitHub's page")
    func stepSummary() throws {
        let path = FileManager.default.temporaryDirectory.path + "/headway-" + UUID().uuidString
        try Data().write(to: URL(fileURLWithPath: path))
        defer { try? FileManager.default.removeItem(atPath: path) }
        let pipe = InMemoryTerminal(
            size: nil,
            environment: ["GITHUB_ACTIONS": "true", "GITHUB_STEP_SUMMARY": path],
            isTerminal: false
        )
        let display = display(on: pipe)
        var script = start(display)
        pipe.disappear()
        end(&script, display)
        display.finish(within: .seconds(30))
        display.finish(within: .seconds(30))
        let summary = try String(contentsOfFile: path, encoding: .utf8)
        #expect(summary.split(separator: "\n").count { $0.hasPrefix("| ✓ | load |") } == 1)
        #expect(!pipe.takeText().contains("completed"))
    }

    @Test("what is printed beside JSON waits for standard error, and what it doesn't take is counted")
    func asides() {
        let pipe = InMemoryTerminal(size: nil, isTerminal: false)
        let display = ConsoleDisplay(output: pipe, asideOutput: output, mode: .json, clock: clock)
        output.limit(to: 0)
        display.print((1...10_000).map { "line \($0)" }.joined(separator: "\n"))
        display.finish(within: .milliseconds(40))
        pass(display, .milliseconds(30))
        output.limit(to: nil)
        pass(display, .milliseconds(30))
        #expect(display.settle(within: .seconds(30)))
        let lines = output.takeText().split(separator: "\n")
        #expect(lines.last?.contains("lines are left out") == true)
        let shown = lines.count - 1
        #expect(lines.last?.hasPrefix("(\(NumberText.grouped(10_000 - shown)) lines") == true)
    }

    @Test("a line that is too long for a terminal says how much isn't shown, and a pipe gets all of it")
    func longLine() {
        let long = String(repeating: "0123456789", count: 2_000)
        let display = display()
        _ = start(display)
        display.print(long)
        pass(display, .milliseconds(100))
        #expect(output.takeText().contains("0123… (and 3,616 more characters)\r\n"))
        let pipe = InMemoryTerminal(size: nil, isTerminal: false)
        let other = self.display(on: pipe)
        other.print(long)
        other.settle(within: .seconds(30))
        #expect(pipe.takeText() == long + "\n")
    }
}
