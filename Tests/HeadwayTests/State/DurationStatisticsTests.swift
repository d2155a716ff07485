import Testing

@testable import Headway

@Suite("What repetitions have in common")
struct DurationStatisticsTests {
    @Test("Minimum, median, mean, deviation and maximum are those of the textbook")
    func numbers() throws {
        let some = try #require(DurationStatistics([4, 1, 3, 2]))
        #expect(some.count == 4 && some.minimum == 1 && some.maximum == 4)
        #expect(some.median == 2.5 && some.mean == 2.5)
        #expect(abs(some.standardDeviation - 1.2909944487358056) < 1e-12)
        #expect(try #require(DurationStatistics([1, 5, 2])).median == 2)
    }

    @Test("One has no deviation, none has nothing, and what is not a number doesn't count")
    func few() throws {
        #expect(try #require(DurationStatistics([2])).standardDeviation == 0)
        #expect(DurationStatistics([]) == nil)
        #expect(DurationStatistics([.nan, .infinity]) == nil)
        #expect(try #require(DurationStatistics([.nan, 1])).count == 1)
    }

    @Test(
        "They are said in one unit",
        arguments: [
            ([1.0, 2.0, 3.0], "3 runs: 2.00 s ± 1.00 s, median 2.00 s, 1.00–3.00 s"),
            ([0.010, 0.014], "2 runs: 12.0 ms ± 2.8 ms, median 12.0 ms, 10.0–14.0 ms"),
            ([0.000_5], "1 run: 500.0 µs"),
            ([1_500, 1_500], "2 runs: 1500 s ± 0 s, median 1500 s, 1500–1500 s"),
        ]
    )
    func text(seconds: [Double], expected: String) throws {
        let statistics = try #require(DurationStatistics(seconds))
        #expect(RepetitionText(isUnicode: true).line(statistics) == expected)
    }

    @Test("Where only ASCII is shown, only ASCII is said")
    func ascii() throws {
        let line = RepetitionText(isUnicode: false).line(try #require(DurationStatistics([1e-5, 2e-5])))
        #expect(line.utf8.count == line.count, "\(line)")
    }

    @Test("The summary has all of them at 80 columns, in a row of their own if need be", arguments: [80, 140])
    func summary(width: Int) {
        var script = RunScript(phases: ["measure"])
        script.start(0)
        script.elapsed = 6
        script.end(0) {
            ($0.durationSeconds, $0.repetitionSeconds) = (6, [1.234, 1.254, 1.244, 1.214])
        }
        script.add(.benchmarkCompleted) { $0.success = true }
        let frame = RunSummary(width: width, theme: .unicode).frame(script.state)
        #expect(frame.text.contains("4 runs: 1.24 s ± 0.02 s, median 1.24 s, 1.21–1.25 s"))
        #expect(frame.text.split(separator: "\n").allSatisfy { $0.count <= width })
    }
}
