import Testing

@testable import HeadwayRunner

@Suite("Progress lines")
struct ProgressDirectiveTests {
    private func read(_ line: String) -> ProgressDirective? {
        Array(line.utf8).withUnsafeBufferPointer { ProgressDirective($0[...]) }
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
            ("::progress 70 %", .fraction(0.7), nil),
            ("::progress 70 % of it", .fraction(0.7), "of it"),
            ("::progress: 73%", .fraction(0.73), nil),
            ("::progress\t3/4\tx", .count(completed: 3, total: 4), "x"),
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

    @Test("A count beyond its total is the total")
    func beyond() {
        #expect(read("::progress 12/10")?.report.amount == .count(10, of: 10))
    }

    @Test("A line that begins like one and isn't understood is told, and handed on like any other")
    func notUnderstood() {
        var recognizer = ProgressRecognizer()
        var (told, handedOn) = ([PhaseDirective](), 0)
        let text =
            "::progress 0.75\n::progressive 1/2\n::phase begin x\n\u{1B}[31m::progress x\u{1B}[m\n::progress 5%\n"
        _ = recognizer.take(Array(text.utf8), onPhase: { told.append($1) }, onLine: { _ in handedOn += 1 })
        let lines = ["::progress 0.75", "::phase begin x", "::progress x"]
        #expect(told == lines.map(PhaseDirective.notUnderstood) && handedOn == 4)
    }

    @Test("It may be in colours, but nothing may stand before it in its line")
    func colours() {
        func newest(_ text: String) -> PhaseUpdate? {
            var recognizer = ProgressRecognizer()
            return recognizer.take(Array(text.utf8))
        }
        #expect(newest("\u{1B}[32m::progress 60% x\u{1B}[0m\n") == PhaseUpdate(amount: .fraction(0.6), message: "x"))
        #expect(newest("\r\u{1B}[K::progress 3/4\n")?.amount == .count(completed: 3, total: 4, unit: nil))
        #expect(newest("working... ::progress 60%\n") == nil)
    }

    @Test("A percentage without an end of its line is seen when nothing more comes; a count may be half of one")
    func unfinished() {
        var recognizer = ProgressRecognizer()
        #expect(recognizer.take(Array("::progress 90%".utf8)) == nil)
        #expect(recognizer.pause(at: .zero)?.amount == .fraction(0.9))
        #expect(recognizer.take(Array("\n::progress 3/1".utf8))?.amount == .fraction(0.9))
        #expect(recognizer.pause(at: .zero) == nil)
    }

    @Test("Of several lines the newest counts, wherever the output is cut")
    func chunks() {
        let text = Array("x\n::progress 1/3\n::progress 2/3 two\r\nnoise\n::progress 3/3".utf8)
        for size in 1...text.count {
            var recognizer = ProgressRecognizer()
            var newest: PhaseUpdate?
            for begin in stride(from: 0, to: text.count, by: size) {
                newest = recognizer.take(Array(text[begin..<min(begin + size, text.count)])) ?? newest
            }
            #expect(newest?.amount == .count(completed: 2, total: 3, unit: nil))
            #expect(newest?.message == "two")
            #expect(recognizer.finish()?.amount == .count(completed: 3, total: 3, unit: nil))
        }
    }

    @Test("The newest message stays, if a newer directive has none")
    func message() {
        var recognizer = ProgressRecognizer()
        let newest = recognizer.take(Array("::progress 9% a\n::progress 10% loading\n::progress 11%\n".utf8))
        #expect(newest?.amount == .fraction(0.11))
        #expect(newest?.message == "loading")
    }

    @Test("Of a flood the directives are found, and its end is read", arguments: 0..<60)
    func flood(seed: UInt64) {
        var random = SplitMix(state: seed)
        let words = [
            "::progress ", "::progress 1/3", "::pro", "gress 40% x", "\n", "\r", "\n", " ", ":", "noise", "% y",
        ]
        // Some lines are longer than what is kept of one.
        let long = String(repeating: "zz", count: 15_000)
        let text = Array(
            (0..<20_000).map { $0 % 1_000 == 0 ? long : words.randomElement(using: &random) ?? "" }.joined().utf8
        )
        var (skimmed, read) = (ProgressRecognizer(.form(.directive)), ProgressRecognizer(.form(.directive)))
        var rest = text[...]
        while !rest.isEmpty {
            let bytes = Array(rest.prefix(Int.random(in: 1...40_000, using: &random)))
            rest = rest.dropFirst(bytes.count)
            let (quick, thorough) = (skimmed.skim(bytes), read.take(bytes))
            #expect(quick == thorough)
        }
        #expect(skimmed.finish() == read.finish())
        var bar = ProgressRecognizer(command: "ninja")
        let noise = Array(String(repeating: "x y z\n", count: 40_000).utf8)
        #expect(bar.skim(noise + Array("[3/9] a\n".utf8))?.amount == .count(completed: 3, total: 9, unit: nil))
    }

    @Test("A line that isn't one is handed on, and the last is remembered")
    func lines() {
        var recognizer = ProgressRecognizer()
        var lines: [String] = []
        _ = recognizer.take(
            Array("a\n::progress 9%\nb\n\n".utf8),
            onLine: { lines.append(String(decoding: $0, as: UTF8.self)) }
        )
        #expect(lines == ["a", "b", ""])
        #expect(recognizer.lastLine == "b")
    }
}
