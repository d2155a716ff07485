import Testing

@testable import Headway

@Suite("PendingOutput")
struct PendingOutputTests {
    private func batch(_ lines: [String], before: String = "", after: String = "") -> PendingOutput.Batch {
        let text = before + lines.map { $0 + "\r\n" }.joined() + after
        return PendingOutput.Batch(bytes: Array(text.utf8), lines: lines.map { LineQueue.Line(text: $0) })
    }

    /// What is sent of a batch of which so many bytes were taken, and which lines are left.
    private func cut(_ batch: PendingOutput.Batch, after count: Int) -> (text: String, lines: [String], half: Bool) {
        var pending = PendingOutput(batch)
        pending.wrote(count)
        let cut = pending.cut()
        let sent = batch.bytes.prefix(count) + pending.rest
        return (String(decoding: sent, as: UTF8.self), cut.lines.map(\.text), cut.isWithinLine)
    }

    @Test("what is cut off ends with a whole character or control sequence, wherever it is cut")
    func boundaries() {
        let frame = "\u{1B}[?7l\u{1B}7\u{1B}[3;1H日本\u{1B}]2;50% \\e]x\u{1B}\\\u{1B}8\u{1B}[?7h"
        let batch = batch(["é日本", "b"], before: "\r\u{1B}[K\u{1B}[C\u{1B}[J\r", after: frame)
        for count in 0...batch.bytes.count {
            let text = cut(batch, after: count).text
            #expect(!text.contains("\u{FFFD}"))
            var terminal = EmulatedTerminal(columns: 20, rows: 5)
            // What comes next is understood.
            terminal.receive(Array((text + "\u{1B}[m\u{1B}[?25h\r\nnext").utf8))
            #expect(terminal.text.hasSuffix("\nnext"), "\(count)")
        }
    }

    @Test("the lines that aren't there whole come back")
    func missing() {
        let batch = batch(["first", "second", "third"], before: "\u{1B}[?25l\r\u{1B}[K")
        let start = 10
        #expect(cut(batch, after: 0).lines == ["first", "second", "third"])
        #expect(cut(batch, after: start) == ("\u{1B}[?25l\r\u{1B}[K", ["first", "second", "third"], false))
        #expect(cut(batch, after: start + 2) == ("\u{1B}[?25l\r\u{1B}[Kfi", ["first", "second", "third"], true))
        #expect(cut(batch, after: start + 7).lines == ["second", "third"])
        #expect(!cut(batch, after: start + 7).half)
        #expect(cut(batch, after: batch.bytes.count).lines.isEmpty)
    }
}
