#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif
import Testing

@testable import Headway

@Suite("Texts of times and numbers")
struct TextTests {
    private let times = TimeText()

    @Test(
        "a measured time is as exact as it is short",
        arguments: [
            (0, "0.00 s"), (0.42, "0.42 s"), (0.996, "1.0 s"), (3.44, "3.4 s"), (9.96, "10 s"), (12, "12 s"),
            (59.6, "1 min 00 s"),
            (200, "3 min 20 s"), (3_900, "1 h 05 min"), (400_000, "4 d 15 h"), (-1, "0.00 s"), (.nan, "0.00 s"),
        ] as [(Double, String)]
    )
    func durations(seconds: Double, text: String) {
        #expect(times.duration(seconds) == text)
    }

    @Test(
        "a clock counts",
        arguments: [
            (0, "0:00"), (83, "1:23"), (3_723, "1:02:03"), (360_000, "100:00:00"), (.infinity, "0:00"),
        ] as [(Double, String)]
    )
    func clocks(seconds: Double, text: String) {
        #expect(times.clock(seconds) == text)
    }

    @Test(
        "a time remaining is coarse, and never 0",
        arguments: [
            (0, nil, nil), (0.01, "<5 s left", "<5s"), (4, "<5 s left", "<5s"), (38, "~40 s left", "~40s"),
            (58, "~1 min left", "~1m"), (240, "~4 min left", "~4m"), (3_599, "~1 h left", "~1h"),
            (4_800, "~1:20 h left", "~1:20h"), (50_000, "~14 h left", "~14h"), (300_000, "~3 d left", "~3d"),
        ] as [(Double, String?, String?)]
    )
    func remaining(seconds: Double, text: String?, compact: String?) {
        let estimate = TimeEstimate(point: seconds, p10: seconds, p50: seconds, p90: seconds)
        #expect(times.left(estimate) == text)
        #expect(times.compactLeft(estimate) == compact)
    }

    @Test(
        "an estimate that may be far off is an interval",
        arguments: [
            (300, 240, 540, "4–9 min left"), (300, 40, 540, "40 s – 9 min left"), (300, 280, 320, "~5 min left"),
            (60, 1, 600, "<10 min left"), (0, 0, 90, "<2 min left"), (10, 2, 50, "~10 s left"),
            (0, 0, 30, "<30 s left"),
        ] as [(Double, Double, Double, String)]
    )
    func intervals(point: Double, p10: Double, p90: Double, text: String) {
        #expect(times.left(TimeEstimate(point: point, p10: p10, p50: point, p90: p90)) == text)
    }

    @Test("the time of the end is local, and names another day")
    func timeOfDay() {
        // 2026-02-28 23:00 UTC
        let date = Date(timeIntervalSince1970: 1_772_319_600)
        let here = DisplayMoment(elapsedSeconds: 0, date: date, secondsFromGMT: -3_600)
        #expect(times.timeOfDay(in: 1_920, from: here) == "22:32")
        #expect(times.timeOfDay(in: 86_400, from: here) == "22:00 on 1 Mar")
    }

    @Test("numbers are grouped, and 100 % is only what is done")
    func numbers() {
        #expect(NumberText.grouped(0) == "0" && NumberText.grouped(1_234_567) == "1,234,567")
        #expect(NumberText.grouped(-1_000) == "-1,000" && NumberText.grouped(.min) == "-9,223,372,036,854,775,808")
        #expect(NumberText.percentage(0.29) == "29%" && NumberText.percentage(0.9999) == "99%")
        #expect(NumberText.percentage(1) == "100%" && NumberText.percentage(.nan) == "0%")
        #expect(
            ["3.14", "31.4", "314", "3.14k", "1.00M"]
                == [3.14159, 31.4159, 314.159, 3_141.59, 999_999].map(NumberText.short)
        )
    }

    @Test("rates and counts are in the unit's own terms")
    func counts() {
        #expect(CountText.rate(35, unit: "files") == "35/s" && CountText.rate(0.35, unit: "files") == "21/min")
        #expect(CountText.rate(0.002, unit: "files") == "7.2/h" && CountText.rate(0, unit: "files") == nil)
        #expect(CountText.rate(12_345_678, unit: "bytes") == "12.3 MB/s")
        var script = RunScript(phases: ["copy"])
        script.start(0) {
            $0.total = 3_400_000_000
            $0.unit = "bytes"
        }
        script.progress(0, 35) { $0.completed = 1_200_000_000 }
        #expect(CountText.count(script.state.phases[0], unit: "bytes") == "1.20 GB/3.40 GB")
    }
}
