import Testing

@testable import HeadwayRunner

@Suite("Several bars, and stages")
struct BarTests {
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

    private func bar(_ count: Int, _ total: Int, _ label: String = "") -> String {
        "\r\(label)\(count * 100 / total)%|##| \(count)/\(total) [00:00<00:01, 9.1it/s]"
    }

    @Test("Stages of which there are as many as a bar has steps are stages all the same", arguments: [1, 7, 200])
    func stagesOfSteps(chunk: Int) {
        let epochs = (1...4).map { epoch in "Epoch \(epoch)/4\n" + (0...4).map { bar($0, 4) }.joined() + "\n" }
        #expect(Recognized(epochs[0], chunk: chunk).fractions.last == 0.25)
        let seen = Recognized(epochs.joined(), chunk: chunk)
        #expect(seen.neverFalls && seen.fractions.last == 1)
        #expect(Set(seen.fractions).isSuperset(of: [0.25, 0.5, 0.75]))
    }

    @Test("A line that speaks of stages changes nothing where no bar begins after it")
    func noStages() {
        let directives = "Step 1/2: load\n::progress 25%\n::progress 50%\n::progress 100%\n"
        #expect(Recognized(directives, chunk: 9).fractions == [0.25, 0.5, 1])
        let make = (1...20).map { "[\($0 < 20 ? " " : "")\($0 * 5)%] Building a\($0)\n" }
        #expect(Recognized("Step 1/2\n" + make[..<10].joined()).fractions.last == 0.5)
        #expect(Recognized(make[..<9].joined() + "part 9/10\n" + make[9]).fractions.last == 0.5)
        // What tqdm.write prints stands before the same bar drawn again.
        for first in [0, 1, 5] {
            let written = (0...30).map {
                $0 < first ? bar($0, 30) : "\rstep 1/3 ok\n" + bar(max($0 - 1, 0), 30) + bar($0, 30)
            }
            #expect(Recognized(written[...15].joined() + "\r").fractions.last == 0.5)
        }
        // Nor where the bar is one of several that another one has in it.
        let nested = (0...10).map { outer in
            bar(outer, 10, "all: ") + "\nstep 1/3 ok\n\u{1B}[2A"
                + (0...3).map { "\n\(bar($0, 3))\u{1B}[A" }.joined()
        }
        #expect(Recognized(nested[...5].joined() + "\r").fractions.last == 0.5)
    }

    @Test("The outer bar counts even if the inner one was drawn first")
    func innerFirst() {
        func inner(_ count: Int) -> String { "\n\(bar(count, 5))\u{1B}[A" }
        func epoch(_ outer: Int) -> String { (0...5).map(inner).joined() + bar(outer, 4) }
        let seen = Recognized(inner(0) + bar(0, 4) + epoch(1) + epoch(2) + "\r")
        #expect(seen.neverFalls && seen.fractions.last == 0.5, "\(seen.fractions)")
        // Also if the inner one is being followed already.
        let later = Recognized(inner(0) + inner(1) + inner(2) + bar(0, 4) + epoch(1) + epoch(2) + epoch(3) + "\r")
        #expect(later.neverFalls && later.fractions.last == 0.75, "\(later.fractions)")
    }

    @Test("A label may have a percent sign in it")
    func percentInLabel() {
        let seen = Recognized((0...10).map { bar($0, 10, "50% sample: ") }.joined() + "\n")
        #expect(seen.fractions.last == 1)
        #expect(Set(seen.messages) == ["50% sample"])
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
}
