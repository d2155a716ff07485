import Testing

@testable import HeadwayRunner

@Suite("Recognizing progress")
struct RecognitionTests {
    private func lines(_ range: ClosedRange<Int>, _ line: (Int) -> String) -> String {
        range.map { line($0) + "\n" }.joined()
    }

    @Test("A count in words, or in brackets, is progress once it has moved from its beginning")
    func counts() {
        #expect(Recognized(lines(1...20) { "2026-11-24T10:00:\($0 + 10)Z INFO item \($0) of 20" }).fractions.last == 1)
        #expect(Recognized(lines(1...20) { "done (\($0)/20) in \($0 * 7) ms" }).fractions.last == 1)
        #expect(Recognized(lines(1...20) { "chunk \($0 * 500)/10000" }).fractions.last == 1)
        #expect(Recognized(lines(0...10) { "10:0\($0) the copy is \($0 * 10)% complete" }).fractions.last == 1)
        #expect(Recognized(lines(1...4) { "Progress: \($0 * 25) %" }).fractions.last == 1)
        #expect(Recognized((0...20).map { "\rcopying a.bin \($0 * 5)%" }.joined()).fractions.last == 1)
        #expect(Recognized((0...20).map { "\r\($0)/20" }.joined()).fractions.last == 1)
        let words = [
            "Running", "Reading", "Rendering", "Benchmark", "Query", "Queries", "Iterations", "Batches", "Tests",
            "case",
            "Config", "Completed",
        ]
        for word in words { #expect(Recognized(lines(1...20) { "\(word) \($0)/20" }).isClaimed, "\(word)") }
        let backspaces = "tables: " + (0...30).map { "\($0)/30\u{8}\u{8}\u{8}\u{8}\u{8}" }.joined()
        #expect(Recognized(backspaces).fractions.last == 1)
        let moves = (0...30).map { "\u{1B}[1G\u{1B}[2K\($0 * 3)% of it" }.joined()
        #expect((Recognized(moves, chunk: 20).fractions.last ?? 0) > 0.8)
    }

    @Test(
        "What is told when it begins isn't done before the next one begins",
        arguments: [
            ("Epoch N/5", 0.8), ("Epoch N/5:", 0.8), ("Step N/5 : RUN make", 0.8),
            ("Processing N/5: fileN.csv", 0.8), ("Running N of 5 ...", 0.8),
            ("#1N [N/5] RUN make", 0.8), ("fold N/5 (3N rows)", 0.8),
            // These are told afterwards.
            ("Epoch N/5, loss: 0.4N", 1), ("Epoch N/5 - acc=N", 1),
            ("step N/5 done", 1), ("part N/5 written", 1), ("(N/5) done", 1),
            ("Processed N/5", 1), ("item N/5", 1), ("Processing N/5: finished", 1),
            // What counts from zero says how many are done.
            ("Processing M/4: file", 1), ("Epoch M/5", 0.8),
        ] as [(String, Double)]
    )
    func beginnings(line: String, end: Double) {
        // N counts from one, M from zero.
        let seen = Recognized(lines(1...5) { line.replacing("N", with: "\($0)").replacing("M", with: "\($0 - 1)") })
        #expect(seen.fractions.last == end && seen.neverFalls)
    }

    @Test("A stage and how far it is are read from one line")
    func stageAndStep() {
        var text = ""
        for epoch in 1...5 {
            for step in 1...6 { text += "Epoch [\(epoch)/5], Step [\(step)00/600], Loss: 0.\(step)\n" }
        }
        let seen = Recognized(text, chunk: 20)
        #expect(seen.neverFalls && seen.fractions.last == 1)
        #expect(Set(seen.fractions).count > 25)
        // Of how many epochs it is one isn't said: nothing is known of all of them.
        let unknown = (0...4).flatMap { epoch in (0...9).map { "Epoch: [\(epoch)][\($0)/10] Time 0.1\n" } }
        #expect(!Recognized(unknown.joined()).isClaimed)
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
            { "connecting \($0)/12 failed" },
            { "failing \($0)/12 so far" },
            { "Waiting (\($0)/12)" },
            { "Finished: \($0)% of requests failed" },
            { "\($0 * 8)% completed within \($0 * 8) ms" },
            { "\r\($0)/12 VUs, 4 complete" },
            { "\rheap \($0 * 5)%" },
            { "\rqueue \($0 * 5)% workers" },
            { "\rETA 0:01 \($0)/12 workers busy" },
            { "remaining: \($0)/12" },
        ] as [@Sendable (Int) -> String]
    )
    func noise(line: @Sendable (Int) -> String) {
        #expect(!Recognized(lines(1...12) { line($0) }).isClaimed, "\(line(5))")
        #expect(!Recognized(lines(1...12) { line($0) }, chunk: 1).isClaimed, "\(line(5))")
    }

    @Test("Steps that are counted are no stages of themselves, and of two numbers in a line one is followed")
    func stepsAndPairs() {
        #expect(Recognized(lines(1...8) { "Step \($0)/8 : RUN make" }, chunk: 7).fractions.last == 7.0 / 8)
        let git = (0...50).map { "\rReceiving objects: \($0 * 2)% (\($0 * 20)/1000), 1.\($0) MiB" }.joined()
        #expect(Recognized(git, chunk: 30).fractions.last == 1)
        #expect(Set(Recognized(git, chunk: 30).fractions).count > 30)
    }

    @Test("Words that come after those that were followed are told")
    func laterWords() {
        func drawn(_ words: String, _ total: Int) -> String {
            (0...10).map { "\r\(words): \($0 * 10)% (\(total * $0 / 10)/\(total))" }.joined() + ", done.\n"
        }
        let git = drawn("remote: Counting objects", 20) + drawn("Receiving objects", 70) + drawn("Resolving deltas", 30)
        let seen = Recognized(git)
        #expect(seen.neverFalls && seen.fractions.last == 1)
        #expect(
            seen.messages.contains { $0.hasPrefix("Receiving objects") && $0.hasSuffix("35/70") },
            "\(seen.messages)"
        )
        #expect(seen.messages.last?.hasPrefix("Resolving deltas") == true)
        // As long as the first ones go on, others are none of it.
        let other = (0...9).map { "item \($0)/20\nbuffer \($0)/20 done\n" }.joined()
        #expect(!Recognized(other).messages.contains { $0.contains("buffer") })
    }

    @Test("ninja's status may have more in it, and yarn tells what begins")
    func countedSteps() {
        let ninja = lines(1...20) { "[\($0)/20 \($0).5/sec 3.\($0)s] Building a\($0)" }
        #expect(Recognized(ninja).fractions.last == 1 && Recognized(ninja).messages.last == "Building a20")
        #expect(!Recognized(lines(1...20) { "[\($0)/20 10:00:00] Building a" }).isClaimed)
        #expect(
            Recognized("[1/4] Resolving...\n[2/4] Fetching...\n[3/4] Linking...\n[4/4] Building...\n").fractions.last
                == 0.75
        )
    }

    @Test("k6's percentage is followed, not its virtual users")
    func virtualUsers() {
        let text = (0...10).map {
            "\rrunning (0m0\($0).0s), \(min($0 * 2, 10))/10 VUs, 14 complete\u{1B}[K\ndefault [ \($0 * 10)% ] "
                + "\(min($0 * 2, 10))/10 VUs  0\($0).0s/10s\u{1B}[K\u{1B}[A"
        }
        let seen = Recognized(text[...5].joined() + "\n")
        #expect(seen.fractions.last == 0.4 || seen.fractions.last == 0.5, "\(seen.fractions)")
    }

    @Test("What the command says itself comes before all that is recognized")
    func directive() {
        let bar = (0...10).map { "\r\($0 * 10)%|##| \($0)/10 [00:00<00:01, 9.1it/s]" }.joined()
        let seen = Recognized("::progress 1/8 one\n" + bar + "\n::progress 2/8 two\n", chunk: 10_000)
        #expect(seen.fractions.last == 0.25)
        #expect(!seen.messages.contains { $0.contains("10/10") })
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
        // What a command says itself is taken as it says it, `::progress 12/3` too.
        let words = [
            "::progress 3/9\n", "12/345", "[ 45%] ", "\u{1B}[2K", "\u{1B}[A", "\u{1B}]9;4;1;30\u{7}", "\r", "\n", " ",
            "45%",
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
            #expect(seen.nonsense.isEmpty)
        }
    }

    @Test(
        "A count or a percentage in brackets is progress unless it is told of building, when something else is measured",
        arguments: ["./bench.sh", "for i in 1 2 3; do ./load $i; done", "uv run python3 bench.py", "make && ./app"]
    )
    func brackets(command: String) {
        let outputs = [lines(1...20) { "[\($0)/20] case" }, lines(1...20) { "[ \($0 * 5)%] case" }]
        for output in outputs {
            var recognizer = ProgressRecognizer(command: command)
            let isClaimed = output.utf8.contains { recognizer.take([$0])?.amount != nil }
            #expect(isClaimed == !command.hasPrefix("make"))
        }
        var recognizer = ProgressRecognizer(command: command)
        for number in 1...5 {
            #expect(recognizer.take(Array("[\(number)/8] Compiling a\(number).c\n".utf8))?.amount == nil)
        }
    }

    @Test(
        "Everyday expressions find their line wherever it is in much output",
        arguments: [#"(?<message>\w+): (?<percent>\d+)%"#, #"(?<completed>\d+)/(?<total>\d+) items"#]
    )
    func everydayPatterns(pattern: String) throws {
        let log = "2026-11-24 10:00:01,123 INFO  [main] /srv/app/v1.2/main.py:42 read 1234 rows in 56.7 ms\n"
        let half = String(repeating: log, count: 1_400)
        for place in [0, 1] {
            var recognizer = ProgressRecognizer(try ProgressSetting(pattern))
            let text = (place == 1 ? half : "") + "load: 40%\n4/10 items\n" + (place == 0 ? half : "")
            #expect(recognizer.take(Array(text.utf8))?.amount != nil)
        }
    }
}
