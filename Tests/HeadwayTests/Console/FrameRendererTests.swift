import Testing

@testable import Headway

@Suite("FrameRenderer")
struct FrameRendererTests {
    /// The same numbers in every run, so that a failure can be looked at.
    struct Random: RandomNumberGenerator {
        var state: UInt64

        mutating func next() -> UInt64 {
            state &+= 0x9E37_79B9_7F4A_7C15
            var mixed = state
            mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
            mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
            return mixed ^ (mixed >> 31)
        }
    }

    private static let pieces = ["a", "bc", " ", "   ", "日本", "👩‍👩‍👧", "é", "e\u{301}", "🇩🇪", "❤️", "━", "42%", "x", "한"]
    private static let styles = [
        CellStyle.plain, CellStyle(color: .green), CellStyle(isDim: true), CellStyle(color: .red, isBold: true),
    ]

    private static func row(_ width: Int, _ random: inout Random) -> Frame.Row {
        var row = Frame.Row()
        for _ in 0..<Int.random(in: 0...12, using: &random) {
            row.append(
                pieces.randomElement(using: &random) ?? "",
                style: styles.randomElement(using: &random) ?? .plain,
                limit: width
            )
        }
        return row
    }

    /// The next frame: some rows stay, some change a little, some altogether.
    private static func frame(after last: Frame, width: Int, rows: Int, _ random: inout Random) -> Frame {
        var frame = Frame()
        for index in 0..<Int.random(in: 0...rows, using: &random) {
            if index < last.rows.count, last.rows[index].columns <= width, Bool.random(using: &random) {
                var row = Frame.Row()
                for cell in last.rows[index].cells where cell.columns > 0 {
                    let changes = Int.random(in: 0..<6, using: &random) == 0
                    row.append(changes ? "#" : String(cell.character), style: cell.style, limit: width)
                }
                frame.append(row)
            } else {
                frame.append(row(width, &random))
            }
        }
        return frame
    }

    private func expect(_ frame: Frame, on terminal: EmulatedTerminal, _ comment: Comment) {
        let shown = terminal.screen[terminal.cursor.row...]
        let texts = shown.map(\.text)
        let expected = frame.rows.map { row in
            var text = row.text
            while text.hasSuffix(" ") { text.removeLast() }
            return text
        }
        #expect(Array(texts.prefix(expected.count)) == expected, comment)
        #expect(texts.dropFirst(expected.count).allSatisfy { $0.isEmpty }, comment)
        for (line, row) in zip(shown, frame.rows) {
            for (cell, wanted) in zip(line.cells, row.cells) where wanted.columns > 0 && wanted.character != " " {
                #expect(cell.style == wanted.style.parameters, comment)
            }
        }
        #expect(terminal.cursor.column == 0 && terminal.wraps && !terminal.isSynchronizing, comment)
        #expect(terminal.unknown.isEmpty, comment)
    }

    @Test("what a terminal shows is the frame, whatever came before", arguments: 0..<40)
    func showsTheFrame(seed: UInt64) {
        var random = Random(state: seed)
        var columns = 60
        var terminal = EmulatedTerminal(columns: columns, rows: 40)
        // Half of the time there is nothing above the display.
        let prompt = seed % 4 < 2 ? ["$ headway run"] : []
        for line in prompt { terminal.receive(Array((line + "\r\n").utf8)) }
        var renderer = FrameRenderer(synchronizesOutput: seed % 2 == 0)
        var frame = Frame()
        var printed = prompt
        for step in 0..<60 {
            var lines: [String] = []
            switch Int.random(in: 0..<10, using: &random) {
            case 0:
                columns = Int.random(in: 12...90, using: &random)
                terminal.resize(columns: columns, rows: Int.random(in: 34...50, using: &random))
                renderer.invalidate()
            case 1:
                lines = ["printed \(step)", String(repeating: "long ", count: 30) + "end"]
                printed += lines
            case 2: renderer.refresh()
            default: break
            }
            frame = Self.frame(after: frame, width: columns - 1, rows: 4, &random)
            terminal.receive(renderer.draw(frame, above: lines))
            expect(frame, on: terminal, "step \(step)")
            #expect(terminal.linesAbove == printed, "step \(step)")
        }
        terminal.receive(renderer.leave(frame))
        #expect(terminal.isCursorVisible)
    }

    @Test("characters whose width the terminal sees otherwise displace nothing", arguments: [1, 2, 3])
    func survivesOtherWidths(width: Int) {
        var terminal = EmulatedTerminal(columns: 40, rows: 5)
        terminal.columnsOf = { DisplayWidth.isUncertain($0) ? width : DisplayWidth.columns(of: $0) }
        var renderer = FrameRenderer(synchronizesOutput: false)
        for percent in ["10%", "99%"] {
            var frame = Frame()
            var row = Frame.Row()
            row.append("👩‍👩‍👧 name")
            row.pad(to: 20)
            row.append(percent)
            frame.append(row)
            terminal.receive(renderer.draw(frame))
            let tail = terminal.screen[0].cells[20...].map(\.text).joined()
            #expect(tail == percent)
            #expect(terminal.text.contains("name"))
        }
    }

    @Test("a frame that is the same writes nothing")
    func writesNothing() {
        var random = Random(state: 1)
        var renderer = FrameRenderer(synchronizesOutput: true)
        let frame = Self.frame(after: Frame(), width: 40, rows: 5, &random)
        #expect(!renderer.draw(frame).isEmpty)
        #expect(renderer.draw(frame).isEmpty)
    }

    @Test("a digit that changes costs a few bytes")
    func writesLittle() {
        var renderer = FrameRenderer(synchronizesOutput: false)
        func frame(_ text: String) -> Frame {
            var frame = Frame()
            for line in ["first", text, "last"] {
                var row = Frame.Row()
                row.append(line)
                frame.append(row)
            }
            return frame
        }
        _ = renderer.draw(frame("phase  41% of it"))
        let bytes = renderer.draw(frame("phase  42% of it"))
        #expect(String(decoding: bytes, as: UTF8.self) == "\u{1B}[?7l\u{1B}7\u{1B}[B\u{1B}[8C2\u{1B}8\u{1B}[?7h")
    }

    /// A frame of rows as running phases have them, with a name that may be wide.
    private static func table(_ values: [Int], name: String = "phase") -> Frame {
        var frame = Frame()
        for value in values {
            var row = Frame.Row()
            row.append(name + " ")
            row.append(String(value), style: CellStyle(isDim: true))
            row.pad(to: 14)
            row.append(String(repeating: "━", count: value), style: CellStyle(color: .cyan))
            row.append(String(repeating: "─", count: 20 - value), style: CellStyle(isDim: true))
            row.append(" \(value * 7)/140")
            frame.append(row)
        }
        return frame
    }

    @Test("a column that changes in each row is gone down, and the next one up")
    func goesDownColumns() {
        var renderer = FrameRenderer(synchronizesOutput: false)
        _ = renderer.draw(Self.table([13, 13, 13]))
        let text = String(decoding: renderer.draw(Self.table([14, 14, 14])), as: UTF8.self)
        let counts = "\u{1B}[36C8\u{1B}[B\u{08}8\u{1B}[B\u{08}8"
        let numbers = "\u{1B}[8G\u{1B}[2m4\u{1B}[A\u{08}4\u{1B}[A\u{08}4"
        let bars = "\u{1B}[19C\u{1B}[0;36m━\u{1B}[B\u{08}━\u{1B}[B\u{08}━"
        #expect(text == "\u{1B}[?7l\u{1B}7" + counts + numbers + bars + "\u{1B}[m\u{1B}8\u{1B}[?7h")
    }

    @Test("whichever rows and columns change, they end up right", arguments: 0..<20, ["phase", "日本語 é"])
    func showsTables(seed: UInt64, name: String) {
        var random = Random(state: seed)
        var terminal = EmulatedTerminal(columns: 60, rows: 20)
        var renderer = FrameRenderer(synchronizesOutput: true)
        var values = [0, 3, 5, 8, 10, 12, 19]
        for step in 0..<60 {
            for index in values.indices where Int.random(in: 0..<3, using: &random) > 0 {
                values[index] = min(max(values[index] + Int.random(in: -1...2, using: &random), 0), 20)
            }
            let frame = Self.table(values, name: name)
            terminal.receive(renderer.draw(frame))
            expect(frame, on: terminal, "step \(step)")
        }
    }

    @Test("giving up leaves the last frame and a visible cursor below it")
    func abandons() {
        var terminal = EmulatedTerminal(columns: 20, rows: 5)
        var renderer = FrameRenderer(synchronizesOutput: true)
        var frame = Frame()
        for text in ["one", "two"] {
            var row = Frame.Row()
            row.append(text)
            frame.append(row)
        }
        terminal.receive(renderer.draw(frame))
        #expect(!terminal.isCursorVisible)
        terminal.receive(renderer.abandon())
        #expect(terminal.text == "one\ntwo")
        #expect(terminal.isCursorVisible && terminal.cursor == (2, 0))
        #expect(renderer.abandon().isEmpty)
    }
}
