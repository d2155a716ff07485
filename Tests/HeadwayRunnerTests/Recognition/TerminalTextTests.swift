import Testing

@testable import HeadwayRunner

@Suite("Lines and sequences")
struct TerminalTextTests {
    @Test("No character of a message is cut")
    func longMessage() {
        for blanks in 0..<4 {
            let words = String(repeating: "x", count: blanks) + String(repeating: "日本", count: 400)
            let message = Recognized("::progress 5% \(words)\n").messages.last ?? ""
            #expect(words.hasPrefix(message) && (198...200).contains(message.utf8.count))
            var recognizer = ProgressRecognizer()
            _ = recognizer.take(Array("\(words)\n".utf8))
            let line = recognizer.lastLine ?? ""
            #expect(words.hasPrefix(line) && (998...1_000).contains(line.utf8.count))
        }
    }

    @Test("The task bar's sequence is believed at once, even without an end of a line")
    func taskBar() {
        let text = (0...300).map { "\u{1B}]9;4;1;\($0 / 3)\u{1B}\\" }.joined()
        #expect(Recognized(text, chunk: 9).fractions.last == 1)
        #expect(Recognized("\u{1B}]9;4;3;50\u{7}\u{1B}]9;4;0;0\u{7}\u{1B}]9;4;1;101\u{7}\n").fractions.isEmpty)
        #expect(Recognized("x\u{1B}]9;4;4;50\u{7}y\n").fractions == [0.5])
    }

    @Test("Nothing of a sequence without end is searched twice", arguments: ["\u{1B}]0;", "\u{1B}[", "x\u{1B}[1mtext"])
    func endlessSequence(begin: String) {
        let bytes = Array(begin.utf8) + [UInt8](repeating: UInt8(ascii: "5"), count: 1_000)
        var search = TerminalText.Search()
        bytes.withUnsafeBufferPointer { buffer in
            for count in begin.utf8.count...buffer.count {
                #expect(TerminalText.endOfLastMove(in: buffer[..<count], &search) == nil)
                #expect(max(search.begin, search.unended) == count)
            }
        }
    }

    @Test("Sequences are understood wherever they are cut", arguments: 0..<40)
    func cutSequences(seed: UInt64) {
        var random = SplitMix(state: seed)
        let words = [
            "\u{1B}[2K", "\u{1B}[A", "\u{1B}]9;4;1;", "30", "\u{7}", "\u{1B}\\", "\r", "x", "4", "\u{1B}(B", "\u{1B}[3",
            ";1H",
        ]
        let bytes = Array((0..<60).map { _ in words.randomElement(using: &random) ?? "" }.joined().utf8)
        var whole: Int?
        bytes.withUnsafeBufferPointer { buffer in
            var search = TerminalText.Search()
            whole = TerminalText.endOfLastMove(in: buffer[...], &search)
            search = TerminalText.Search()
            var found: Int?
            for count in 1...buffer.count { found = TerminalText.endOfLastMove(in: buffer[..<count], &search) ?? found }
            #expect(found == whole)
        }
    }

    @Test("A line of any length takes bounded memory, and the next one is read as usual")
    func longLine() {
        var splitter = LineSplitter()
        var lengths: [Int] = []
        for _ in 0..<100 { splitter.take([UInt8](repeating: 65, count: 100_000)) { lengths.append($0.bytes.count) } }
        splitter.take(Array("end\nnext\n".utf8)) { lengths.append($0.bytes.count) }
        #expect(lengths == [LineSplitter.longestLine + 1, 4])
    }
}
