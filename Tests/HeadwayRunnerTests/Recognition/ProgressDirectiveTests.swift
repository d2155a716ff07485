import Testing

@testable import HeadwayRunner

@Suite("Progress lines")
struct ProgressDirectiveTests {
    private func read(_ line: String) -> ProgressDirective? {
        ProgressDirective(Array(line.utf8)[...])
    }

    @Test(
        "A percentage or a count, with or without words, is progress",
        arguments: [
            ("::progress 42%", ProgressDirective.Value.fraction(0.42), nil),
            ("::progress 42.5% almost there", .fraction(0.425), "almost there"),
            ("  ::progress   3/10   some text", .count(completed: 3, total: 10), "some text"),
            ("::progress 0/1", .count(completed: 0, total: 1), nil),
            ("::progress 12/10", .count(completed: 12, total: 10), nil),
            ("::progress 250%", .fraction(1), nil),
            ("::progress -3%", .fraction(0), nil),
            ("::progress 50% säge 日本語", .fraction(0.5), "säge 日本語"),
        ] as [(String, ProgressDirective.Value, String?)]
    )
    func progress(line: String, value: ProgressDirective.Value, message: String?) {
        #expect(read(line)?.value == value)
        #expect(read(line)?.message == message)
    }

    @Test(
        "Anything else isn't",
        arguments: [
            "", "::progress", "::progress ", "::progressive 3/4", "::progress done", "::progress nan%",
            "::progress inf%",
            "::progress 3/0", "::progress -1/4", "::progress 3/", "::progress 1/2/3", "progress 50%",
            "x ::progress 50%",
            "::progress 99999999999999999999/3",
        ]
    )
    func noise(line: String) {
        #expect(read(line) == nil)
    }

    @Test(
        "Of several lines the newest counts, wherever the output is cut, and however much it is",
        arguments: [0, .max]
    )
    func chunks(flood: Int) {
        let text = Array("x\n::progress 1/3\n::progress 2/3 two\r\nnoise\n::progress 3/3".utf8)
        for size in 1...text.count {
            var recognizer = ProgressRecognizer()
            var newest: ProgressDirective?
            for begin in stride(from: 0, to: text.count, by: size) {
                let bytes = Array(text[begin..<min(begin + size, text.count)])
                newest = recognizer.reports(in: bytes, flood: flood).last?.progress ?? newest
            }
            #expect(newest?.value == .count(completed: 2, total: 3))
            #expect(newest?.message == "two")
            #expect(recognizer.lastReports().map(\.progress?.value) == [.count(completed: 3, total: 3)])
        }
    }

    @Test("The newest message stays, if a newer directive has none", arguments: [0, .max])
    func message(flood: Int) {
        var recognizer = ProgressRecognizer()
        let reports = recognizer.reports(
            in: Array("::progress 9% a\n::progress 10% loading\n::progress 11%\n".utf8),
            flood: flood
        )
        #expect(reports.map(\.progress?.value) == [.fraction(0.11)])
        #expect(reports.first?.progress?.message == "loading")
    }

    @Test("Looking only where a directive may be finds the same ones as looking at every line", arguments: 0..<200)
    func fast(seed: UInt64) {
        var random = SplitMix(state: seed)
        let words = [
            "::progress ", "::progress 1/3", "::pro", "::phase start a b 3", "::phase end a b", "::ph", "gress 40% x",
            "\n", "\r", "\n", " ", ":", "noise", "% y",
        ]
        let text = Array((0..<200).map { _ in words.randomElement(using: &random) ?? "" }.joined().utf8)
        var fast = ProgressRecognizer()
        var slow = ProgressRecognizer()
        var rest = text[...]
        while !rest.isEmpty {
            let bytes = Array(rest.prefix(Int.random(in: 1...60, using: &random)))
            rest = rest.dropFirst(bytes.count)
            let (quick, thorough) = (fast.reports(in: bytes, flood: 0), slow.reports(in: bytes, flood: .max))
            #expect(quick == thorough)
        }
        let (quick, thorough) = (fast.lastReports(), slow.lastReports())
        #expect(quick == thorough)
    }

    @Test("A line of any length takes bounded memory, and the next one is read as usual")
    func longLine() {
        var splitter = LineSplitter()
        var lengths: [Int] = []
        for _ in 0..<100 { splitter.take([UInt8](repeating: 65, count: 100_000)[...]) { lengths.append($0.count) } }
        splitter.take(Array("end\nnext\n".utf8)[...]) { lengths.append($0.count) }
        #expect(lengths == [LineSplitter.longestLine + 1, 4])
    }
}

extension ProgressRecognizer {
    fileprivate mutating func reports(in bytes: [UInt8], flood: Int) -> [ProgressReport] {
        var reports: [ProgressReport] = []
        take(bytes, flood: flood, onReport: { reports.append($0) })
        return reports
    }

    fileprivate mutating func lastReports() -> [ProgressReport] {
        var reports: [ProgressReport] = []
        finish { reports.append($0) }
        return reports
    }
}

extension ProgressReport {
    fileprivate var progress: ProgressDirective? {
        if case .progress(let directive) = self { directive } else { nil }
    }
}
