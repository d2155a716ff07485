import Foundation
import Testing

@testable import Headway

@Suite("The lines for a runner")
struct RunnerDirectivesTests {
    private func text(_ script: RunScript) -> [String] {
        var directives = RunnerDirectives()
        let text = script.events.map { directives.text(for: $0) }.joined()
        #expect(text.isEmpty || text.hasSuffix("\n"))
        return text.split(separator: "\n", omittingEmptySubsequences: false).dropLast().map(String.init)
    }

    @Test("A phase begins, moves and ends")
    func phases() {
        var script = RunScript(phases: ["load", "sort all"])
        script.start(0) { $0.total = 10 }
        script.progress(0, 30) { ($0.completed, $0.total, $0.message) = (3, 10, "a.csv") }
        script.elapsed = 1
        script.progress(0, 40) { ($0.completed, $0.total) = (4, 10) }
        script.end(0)
        script.start(1)
        script.progress(1, 12.345)
        script.end(1, .failed) { $0.error = "out of memory" }
        script.add(.benchmarkCompleted) { $0.success = false }
        #expect(
            text(script) == [
                "::phase start load 10",
                "::phase progress load 3/10 a.csv",
                "::phase progress load 4/10",
                "::phase end load ok",
                #"::phase start "sort all""#,
                #"::phase progress "sort all" 12.34%"#,
                #"::phase end "sort all" failed out of memory"#,
            ]
        )
    }

    @Test("Progress is told twice a second at most, and the last before the end always")
    func pace() {
        var script = RunScript(phases: ["a"])
        script.start(0)
        for step in 1...20 {
            script.elapsed = Double(step) / 8
            script.progress(0, nil) { ($0.completed, $0.total) = (step, 20) }
        }
        script.progress(0, nil) { ($0.completed, $0.total, $0.message) = (20, 20, "last") }
        script.end(0)
        let progress = text(script).filter { $0.hasPrefix("::phase progress a ") }
        let counts = progress.map { String($0.split(separator: " ")[3]) }
        #expect(counts == ["1/20", "5/20", "9/20", "13/20", "17/20", "20/20"])
        #expect(text(script).suffix(2) == ["::phase progress a 20/20 last", "::phase end a ok"])
    }

    @Test(
        "How it ended is one of four words",
        arguments: [
            (PhaseStatus.completed, "ok"), (.failed, "failed"), (.skipped, "skipped"), (.cancelled, "cancelled"),
            (.timedOut, "failed timed out"), (.abandoned, "failed its end was never reported"),
        ]
    )
    func ends(status: PhaseStatus, words: String) {
        var script = RunScript(phases: ["a"])
        script.start(0)
        script.end(0, status)
        #expect(text(script).last == "::phase end a " + words)
    }

    @Test("A phase that was skipped before it began isn't told of, so that it can't end another one of that name")
    func skipped() {
        var script = RunScript(phases: ["a"])
        script.end(0, .skipped)
        #expect(text(script).isEmpty)
    }

    @Test(
        "Names and messages can't make lines, and a name is one word",
        arguments: [
            "a\n::phase end a ok", "a\r::progress 100%", "a\u{85}b", "a\u{2028}b", "\u{1B}[2J", "\"", "\\", "", " ",
            "a\tb", "\u{0}", "日本 語",
        ]
    )
    func injection(name: String) throws {
        var script = RunScript(phases: [name])
        script.start(0) { $0.phaseName = name }
        script.progress(0, 50) { $0.message = name + "x" }
        script.end(0, .failed) { $0.error = name + "y" }
        let lines = text(script)
        #expect(lines.count == 3)
        for line in lines {
            #expect(line.hasPrefix("::phase "))
            #expect(!line.unicodeScalars.contains { $0.properties.generalCategory == .control })
        }
        let word = try #require(lines.first?.dropFirst("::phase start ".count))
        #expect(try RunFormat.decoded(String(word)) == name)
    }

    @Test("Two phases of one name that run at once have names of their own")
    func sameName() {
        var script = RunScript(phases: ["a", "a"])
        script.start(0)
        script.start(1)
        script.end(1)
        script.end(0)
        #expect(
            text(script) == [
                "::phase start a", #"::phase start "a (2)""#, #"::phase end "a (2)" ok"#, "::phase end a ok",
            ]
        )
    }

    @Test("A phase whose command reports phases gives way to them")
    func replaced() {
        var script = RunScript(phases: ["bench"])
        script.start(0)
        script.add(.phaseStarted) { ($0.phaseIndex, $0.phaseName, $0.reportedBy) = (0, "load", "bench") }
        script.end(0)
        #expect(
            text(script) == [
                "::phase start bench", "::phase end bench ok", "::phase start load", "::phase end load ok",
            ]
        )
    }

    @Test("A line fits into what a pipe takes in one piece, whatever the name and the message")
    func length() {
        let long = String(repeating: "é\u{1}", count: 10_000)
        var script = RunScript(phases: [long])
        script.start(0) { $0.phaseName = long }
        script.progress(0, 50) { $0.message = long }
        script.elapsed = 0.1
        script.progress(0, 60) { $0.message = long }
        script.end(0, .failed) { $0.error = long }
        var directives = RunnerDirectives()
        for event in script.events { #expect(directives.text(for: event).utf8.count < 4_096) }
    }

    @Test("A count of nobody knows how many is told as it is")
    func bareCount() {
        var script = RunScript(phases: ["a"])
        script.start(0)
        script.progress(0, nil) { $0.completed = 1_234 }
        #expect(text(script).last == "::phase progress a 1234")
    }
}

extension RunFormat {
    /// The text that a word of a directive stands for.
    fileprivate static func decoded(_ word: String) throws -> String {
        guard word.hasPrefix("\"") else { return word }
        return try JSONDecoder().decode([String].self, from: Data("[\(word)]".utf8))[0]
    }
}
