import Headway
import Testing

@testable import HeadwayRunner

@Suite("What a person would have seen on a terminal")
struct TerminalTranscriptTests {
    /// The whole transcript, and the same if the bytes come one at a time.
    private func read(_ text: String, columns: Int = 40, rows: Int = 10) -> String {
        var whole = TerminalTranscript(size: TerminalSize(columns: columns, rows: rows))
        let once = String(decoding: whole.take(Array(text.utf8)) + whole.finish(), as: UTF8.self)
        var slow = TerminalTranscript(size: TerminalSize(columns: columns, rows: rows))
        let bytes = text.utf8.flatMap { slow.take([$0]) } + slow.finish()
        #expect(String(decoding: bytes, as: UTF8.self) == once, "however it is cut")
        return once
    }

    @Test(
        "Of what was drawn over only the last remains",
        arguments: [
            ("plain\r\nlines\r\n", "plain\nlines\n"),
            ("no end", "no end\n"),
            (" 10%\r 20%\r100% done\r\n", "100% done\n"),
            ("long line\rshort\r\n", "shortline\n"),
            ("long line\r\u{1B}[Kshort\r\n", "short\n"),
            ("abc\u{8}\u{8}X\r\n", "aXc\n"),
            (
                "\u{1B}[1;32mgreen\u{1B}[0m \u{1B}]0;title\u{7}text\u{1B}]8;;http://x\u{1B}\\link\r\n",
                "green textlink\n"
            ),
            ("a\tb\r\n", "a       b\n"),
            ("one\r\n\r\nthree\r\n", "one\n\nthree\n"),
            ("\u{1B}[3Cx\u{1B}[2Gy\u{1B}[2Dz\r\n", "zy x\n"),
            ("日本語\r\u{1B}[2Cx\r\n", "日x 語\n"),
            ("e\u{301}te\r\n", "e\u{301}te\n"),
            ("abcdef\r\u{1B}[2X\r\n", "  cdef\n"),
            ("\u{1B}(Bcharset\r\n", "charset\n"),
            ("\u{1B}[?25lhidden cursor\u{1B}[?25h\r\n", "hidden cursor\n"),
        ]
    )
    func drawnOver(sent: String, seen: String) {
        #expect(read(sent) == seen)
    }

    @Test("Several rows that are drawn anew again and again are told once, as they were in the end")
    func redrawing() {
        var text = "before\r\n"
        for percent in stride(from: 0, through: 100, by: 10) {
            if percent > 0 { text += "\u{1B}[2A" }
            text += "\r\u{1B}[2K\u{1B}[32ma\u{1B}[0m \(percent)%\r\n\r\u{1B}[2Kb \(percent)%\r\n"
        }
        #expect(read(text + "after\r\n").hasSuffix("a 100%\nb 100%\nafter\n"))
        #expect(read(text).split(separator: "\n").count <= 5, "the first drawing may be told, too")
    }

    @Test("A line that is too long for the terminal is one line")
    func wrapping() {
        let long = String(repeating: "0123456789", count: 7)
        #expect(read(long + "\r\nnext\r\n", columns: 20) == long + "\nnext\n")
        #expect(read("ab日本\r\n", columns: 3) == "ab日本\n")
    }

    @Test("What scrolls away is told, and told once")
    func scrolling() {
        let lines = (1...50).map { "\u{1B}[1mline \($0)\u{1B}[0m" }
        let seen = (1...50).map { "line \($0)\n" }.joined()
        #expect(read(lines.joined(separator: "\r\n") + "\r\n", rows: 5) == seen)
        // Having gone up once, it waits until lines leave the screen; the empty line was told before.
        #expect(read("\r\n\u{1B}[A" + lines.joined(separator: "\r\n"), rows: 5) == "\n" + seen)
    }

    @Test("Lines are told as they end, unless the program draws over them")
    func promptly() {
        var transcript = TerminalTranscript(size: TerminalSize(columns: 40, rows: 10))
        #expect(transcript.take(Array("one\r\ntwo".utf8)) == Array("one\n".utf8))
        #expect(transcript.take(Array(" more\r\n".utf8)) == Array("two more\n".utf8))
        #expect(transcript.take(Array("\u{1B}[Ax\r\nthree\r\n".utf8)).isEmpty)
        #expect(transcript.settle() == Array("xwo more\nthree\n".utf8), "nothing has changed for a while")
        #expect(transcript.finish().isEmpty)
    }

    @Test("What is drawn on the alternate screen is left out")
    func alternate() {
        #expect(read("a\r\n\u{1B}[?1049h\u{1B}[Hfull screen\u{1B}[2;2Hx\r\n\u{1B}[?1049lb\r\n") == "a\nb\n")
    }

    @Test("A character that never ends is taken as fast as others, in bounded memory")
    func combiningMarks() {
        var transcript = TerminalTranscript(size: TerminalSize(columns: 10, rows: 4))
        _ = transcript.take(Array(("e" + String(repeating: "\u{301}", count: 100_000)).utf8))
        #expect(transcript.rows[0].cells[0].unicodeScalars.count <= 16)
    }

    @Test("Anything at all is taken, in bounded memory", arguments: 0..<100)
    func noise(seed: UInt64) {
        var random = SplitMix(state: seed)
        var transcript = TerminalTranscript(size: TerminalSize(columns: 10, rows: 4))
        let pieces = [
            "\u{1B}", "[", "A", "9999999999999;", "H", "J", "2J", "1K", "X", "\r", "\n", "x", "日", "e\u{301}", "\u{8}",
            "\t",
            "?1049", "h", "l", "]", "\u{7}", "M", "s", "u", "\u{1B}[A", "\u{1B}[B", "\u{1B}[5;5H", "\u{1B}[J",
            "\u{1B}[1J",
        ]
        for _ in 0..<200 {
            let text = (0..<50).map { _ in pieces.randomElement(using: &random) ?? "" }.joined()
            _ = transcript.take(Array(text.utf8) + [UInt8.random(in: 0...255, using: &random)])
            if Int.random(in: 0..<10, using: &random) == 0 {
                let rows = Int.random(in: 0...8, using: &random)
                transcript.resize(TerminalSize(columns: Int.random(in: 0...20, using: &random), rows: rows))
            }
            #expect(transcript.rows.count <= 20)
            #expect(transcript.rows.allSatisfy { $0.cells.count <= 40 })
        }
    }
}
