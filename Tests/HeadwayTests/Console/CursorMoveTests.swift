import Testing

@testable import Headway

@Suite("CursorMove")
struct CursorMoveTests {
    @Test("it costs what it writes, arrives, and is never longer than going by row and column")
    func isShort() {
        for row in 0..<5 {
            for column in [0, 1, 5, 9, 10, 30, 58] {
                for target in 0..<5 {
                    for to in 0..<59 {
                        let move = CursorMove(from: (row, column), to: (target, to))
                        var output = EscapeWriter()
                        output.move(move)
                        // A line feed counts as the two bytes that most terminals' drivers make of it.
                        let feeds = output.bytes.count { $0 == UInt8(ascii: "\n") }
                        #expect(output.bytes.count + feeds == move.cost)
                        let plain = (target == row ? 0 : 4) + (to == column ? 0 : 5)
                        #expect(move.cost <= plain)

                        var terminal = EmulatedTerminal(columns: 60, rows: 5)
                        terminal.receive(Array("\u{1B}[\(row)B".utf8.dropLast(row == 0 ? 4 : 0)))
                        terminal.receive(Array("\u{1B}[\(column + 1)G".utf8) + output.bytes)
                        #expect(terminal.cursor == (target, to))
                    }
                }
            }
        }
    }
}
