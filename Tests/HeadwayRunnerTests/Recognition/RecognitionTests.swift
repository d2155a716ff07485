import Testing

@testable import HeadwayRunner

@Suite("Recognizing progress")
struct RecognitionTests {
    private func lines(_ range: ClosedRange<Int>, _ line: (Int) -> String) -> String {
        range.map { line($0) + "\n" }.joined()
    }

    @Test("A count in words, or in brackets, is progress once it has moved from its beginning")
    func counts() {
        #expect(Recognized(lines(1...20) { "Processing \($0)/20: file\($0).csv" }).fractions.last == 1)
        #expect(Recognized(lines(1...20) { "2026-11-24T10:00:\($0 + 10)Z INFO item \($0) of 20" }).fractions.last == 1)
        #expect(Recognized(lines(1...20) { "done (\($0)/20) in \($0 * 7) ms" }).fractions.last == 1)
        #expect(Recognized(lines(1...20) { "chunk \($0 * 500)/10000" }).fractions.last == 1)
        #expect(Recognized(lines(0...10) { "10:0\($0) the copy is \($0 * 10)% complete" }).fractions.last == 1)
        #expect(Recognized(lines(1...4) { "Progress: \($0 * 25) %" }).fractions.last == 1)
        #expect(Recognized((0...20).map { "\rcopying a.bin \($0 * 5)%" }.joined()).fractions.last == 1)
        #expect(Recognized((0...20).map { "\r\($0)/20" }.joined()).fractions.last == 1)
        let backspaces = "tables: " + (0...30).map { "\($0)/30\u{8}\u{8}\u{8}\u{8}\u{8}" }.joined()
        #expect(Recognized(backspaces).fractions.last == 1)
        let moves = (0...30).map { "\u{1B}[1G\u{1B}[2K\($0 * 3)% of it" }.joined()
        #expect((Recognized(moves, chunk: 20).fractions.last ?? 0) > 0.8)
    }

    @Test(
        "Dates, versions, ratios, names and usage aren't",
        arguments: [
            { "2026/11/\($0) was a day, \($0)/11/2026 too, and \($0)/11" },
            { "[\($0)/11 10:00:00] started" },
            { "version 1.\($0)/2.\($0) of 3.0.\($0)" },
            { "/dev/sda1  \(60 + $0)%  /home" },
            { "add \($0)/12 cup of sugar" },
            { "test_ratio_\($0)/20 ok" },
            { "tests/\($0)/20/ratio passed" },
            { "100% done with file\($0).txt" },
            { "cpu \([12, 80, 3, 44, 9, 90, 17, 60, 33, 5, 71, 28][$0 % 12])% done" },
            { "score \([3, 9, 1, 7, 10, 2, 5, 8, 4, 6, 0, 3][$0 % 12])/10 for run \($0)" },
            { "aspect ratio \($0)/20, lr=\($0)%" },
            { "  \([10, 25, 50, 75, 90, 95, 99, 99, 99, 100, 100, 100][$0 - 1])% in 0.0\($0) secs" },
            { "GET /a?p=\($0 * 5)%20x /page/\($0)/20 HTTP/1.1" },
            { "processing took \($0) s of 20 s" },
            { "stage \(100 - $0)/100 of the countdown" },
            { "0x\($0)/20 12/\($0)" },
            { "\r cpu \($0 * 5)% [mem \($0 * 4)%]" },
            { "\rBattery: \($0 * 5)%" },
            { "\r\($0 * 5)% used, hit ratio \($0)/20" },
            { "coverage \($0 * 8)% complete" },
        ] as [@Sendable (Int) -> String]
    )
    func noise(line: @Sendable (Int) -> String) {
        #expect(!Recognized(lines(1...12) { line($0) }).isClaimed, "\(line(5))")
        #expect(!Recognized(lines(1...12) { line($0) }, chunk: 1).isClaimed, "\(line(5))")
    }

    @Test("Steps that are counted are no stages of themselves, and of two numbers in a line one is followed")
    func stepsAndPairs() {
        #expect(Recognized(lines(1...8) { "Step \($0)/8 : RUN make" }, chunk: 7).fractions.last == 1)
        let git = (0...50).map { "\rReceiving objects: \($0 * 2)% (\($0 * 20)/1000), 1.\($0) MiB" }.joined()
        #expect(Recognized(git, chunk: 30).fractions.last == 1)
        #expect(Set(Recognized(git, chunk: 30).fractions).count > 30)
    }

    @Test("A second bar moves the message, and the fraction stays")
    func secondBar() {
        func bar(_ name: String, _ count: Int, _ total: Int) -> String {
            "\r\(name): \(count * 100 / total)%|##| \(count)/\(total) [00:00<00:01, 9.1it/s]"
        }
        let first = (0...10).map { bar("load", $0, 10) }.joined() + "\n"
        let second = (0...4).map { bar("train", $0, 8) }.joined()
        let seen = Recognized(first + second)
        #expect(seen.neverFalls && seen.fractions.last == 1)
        #expect(seen.messages.contains("train 3/8"))
    }

    @Test("A second bar moves on where the tool says how many there are")
    func stages() {
        let bars = (1...4).map { epoch in
            "Epoch \(epoch)/4\n" + (0...10).map { "\r\($0)/10 ━━━━━━━━━━━━ 0s 10ms/step" }.joined() + "\n"
        }
        let seen = Recognized(bars.joined())
        #expect(seen.neverFalls && seen.fractions.last == 1)
        #expect(Recognized(bars[0] + bars[1]).fractions.last == 0.5)
    }

    @Test("The outer of two bars counts, even without names and with the same totals")
    func nested() {
        var text = "\r  0%|  | 0/3 [00:00<?, ?it/s]"
        for outer in 1...3 {
            for inner in 0...3 { text += "\n\r \(inner * 33)%|# | \(inner)/3 [00:00<?, ?it/s]\u{1B}[A" }
            text += "\r \(outer * 33)%|# | \(outer)/3 [00:00<?, ?it/s]"
            let seen = Recognized(text)
            #expect(seen.neverFalls)
            #expect(outer == 1 || seen.fractions.last == Double(outer) / 3, "\(seen.fractions)")
        }
    }

    @Test("A total that grows holds the fraction, and never lets it fall")
    func growing() {
        let seen = Recognized("[0/4] a\n[1/4] b\n[2/4] c\n[3/12] d\n[4/12] e\n[12/12] f\n", chunk: 8)
        #expect(seen.neverFalls)
        #expect(seen.fractions == [0.5, 0.5, 0.5, 1])
    }

    @Test("The task bar's sequence is believed at once, even without an end of a line")
    func taskBar() {
        let text = (0...300).map { "\u{1B}]9;4;1;\($0 / 3)\u{1B}\\" }.joined()
        #expect(Recognized(text, chunk: 9).fractions.last == 1)
        #expect(Recognized("\u{1B}]9;4;3;50\u{7}\u{1B}]9;4;0;0\u{7}\u{1B}]9;4;1;101\u{7}\n").fractions.isEmpty)
        #expect(Recognized("x\u{1B}]9;4;4;50\u{7}y\n").fractions == [0.5])
    }

    @Test("What the command says itself comes before all that is recognized")
    func directive() {
        let bar = (0...10).map { "\r\($0 * 10)%|##| \($0)/10 [00:00<00:01, 9.1it/s]" }.joined()
        let seen = Recognized("::progress 1/8 one\n" + bar + "\n::progress 2/8 two\n", chunk: 10_000)
        #expect(seen.fractions.last == 0.25)
        #expect(!seen.messages.contains { $0.contains("10/10") })
    }

    @Test("A bar whose line hasn't ended is seen when nothing more comes")
    func unfinished() {
        var recognizer = ProgressRecognizer(command: "fio x.ini")
        let line = "\rJobs: 1 (f=1): [W(1)][%.0%][w=1KiB/s][eta 00m:02s]"
        func drawn(_ percent: Int) -> [UInt8] { Array(line.replacing("%.0%", with: "\(percent).0%").utf8) }
        _ = recognizer.take(drawn(10))
        #expect(recognizer.take(drawn(20))?.amount == .fraction(0.1))
        #expect(recognizer.pause(at: .zero)?.amount == .fraction(0.2))
        #expect(recognizer.pause(at: .zero) == nil)
    }

    @Test("Half a line isn't taken for a whole one")
    func half() {
        var recognizer = ProgressRecognizer(.form(.count))
        _ = recognizer.take(Array("item 10/345\nitem 12/3".utf8))
        #expect(recognizer.pause(at: .zero) == nil)
        #expect(recognizer.take(Array("45\n".utf8))?.amount == .count(completed: 12, total: 345, unit: nil))
    }

    @Test("Anything can be printed: random bytes, sequences, numbers", arguments: 0..<60)
    func anything(seed: UInt64) {
        var random = SplitMix(state: seed)
        let words = [
            "::progress ", "12/345", "[ 45%] ", "\u{1B}[2K", "\u{1B}[A", "\u{1B}]9;4;1;30\u{7}", "\r", "\n", " ", "45%",
            "|##| 3/9 [", "━━━━━━", "[12/34] ", "\u{8}", "\u{1B}", "99999999999999999999/1", "%|", "Jobs: [", "00:00",
            "ETA: 1s Left: 5 AVG: 0.2s  local:1/2/100%/0.2s ", "progress: 9 s, 1 tps", "running 4 tests\n",
            "test x ... ok\n",
        ]
        var bytes: [UInt8] = []
        for _ in 0..<400 {
            if Bool.random(using: &random) {
                bytes += Array((words.randomElement(using: &random) ?? "").utf8)
            } else {
                bytes.append(UInt8.random(in: .min ... .max, using: &random))
            }
        }
        for setting in [ProgressSetting.auto] + ProgressFormName.allCases.map(ProgressSetting.form) {
            let seen = Recognized(bytes, setting, chunk: Int.random(in: 1...90, using: &random), pauses: true)
            #expect(seen.neverFalls)
            #expect(seen.fractions.allSatisfy { (0...1).contains($0) || $0 > 1 })
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
