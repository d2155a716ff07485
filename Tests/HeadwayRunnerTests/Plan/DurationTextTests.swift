import HeadwayRunner
import Testing

@Suite struct DurationTextTests {
    @Test(arguments: [
        ("30m", Duration.seconds(1800)), ("1h30m", .seconds(5400)), ("90s", .seconds(90)),
        ("250ms", .milliseconds(250)),
        ("1.5h", .seconds(5400)), ("2 min", .seconds(120)), ("1800", .seconds(1800)), ("0.1", .milliseconds(100)),
        (" 1 h  30 min ", .seconds(5400)), ("1d2h3m4s5ms", .seconds(93_784) + .milliseconds(5)), ("0", .zero),
        (".5s", .milliseconds(500)), ("2H", .seconds(7200)), ("+5s", .seconds(5)), ("36525d", DurationText.longest),
        ("0.000000001", .nanoseconds(1)), ("1 hour 5 seconds", .seconds(3605)),
    ])
    func `Durations are read as people write them`(text: String, expected: Duration) throws {
        #expect(try DurationText.parse(text) == expected)
    }

    @Test(arguments: [
        ("", DurationText.Mistake.empty), ("  ", .empty), ("-5", .negative), ("-1h", .negative), ("soon", .malformed),
        ("5 parsecs", .unknownUnit("parsecs")), ("5m3h", .order), ("5m5m", .order), ("5m 3", .malformed),
        ("1.5.5", .malformed), (".", .malformed), ("h", .malformed), ("1h-5m", .unknownUnit("h-")),
        ("36526d", .tooLong), ("999999999999999999999999999999999999999999999", .tooLong), ("1e3", .unknownUnit("e")),
        ("1:30", .unknownUnit(":")), ("٣s", .malformed), ("5µs", .unknownUnit("µs")),
    ])
    func `What isn't a duration is told apart`(text: String, expected: DurationText.Mistake) {
        #expect(throws: expected) { try DurationText.parse(text) }
    }

    @Test(arguments: [
        (Duration.zero, "0 ms"), (.milliseconds(250), "250 ms"), (.microseconds(999_600), "1 s"), (.seconds(4), "4 s"),
        (.milliseconds(4_210), "4.2 s"), (.milliseconds(59_970), "1m"), (.seconds(90), "1m 30s"),
        (.seconds(1800), "30m"),
        (.milliseconds(3_599_600), "1h"), (.seconds(5400), "1h 30m"), (.seconds(3600), "1h"), (.seconds(86_399), "1d"),
        (.seconds(183_600), "2d 3h"), (.seconds(-5), "-5 s"), (.seconds(Int64.min), "-36525d"),
        (.seconds(Int64.max), "106751991167300d 16h"),
    ])
    func `Durations are written for people`(duration: Duration, expected: String) {
        #expect(DurationText.format(duration) == expected)
    }

    @Test func `What is written can be read`() throws {
        for seconds in [0.25, 4.2, 59, 61, 90, 3_599, 3_600, 5_400, 86_400, 90_000] {
            let duration = Duration.milliseconds(Int64(seconds * 1000))
            #expect(try DurationText.parse(DurationText.format(duration)) == duration)
        }
    }
}
