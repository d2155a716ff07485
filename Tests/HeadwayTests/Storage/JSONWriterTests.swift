import Foundation
import HeadwayTesting
import Testing

@testable import Headway

@Suite("Writing JSON by hand")
struct JSONWriterTests {
    private static let texts = [
        "", "plain", "säge", "日本語 ✓ 👩‍👩‍👧", "\"quoted\" \\ and / slash", "\n\r\t\u{8}\u{c}\u{0}\u{1}\u{1f}", "\u{7f}",
        "\u{85}\u{2028}\u{2029}\u{2027}\u{80}", "\u{feff}\u{fffd}\u{10ffff}", String(repeating: "long ", count: 500),
        "é\u{301}",
    ]
    private static let numbers: [Double] = [
        0, -0.0, 1, -1, 0.1, 1 / 3, 99.999_999, 100, 1e-7, 123_456_789.123_456, 1e15, 1e16, -1e20,
        .leastNonzeroMagnitude,
        .greatestFiniteMagnitude,
        0x1p53, 0x1.fffffffffffffp52,
    ]
    private static let integers = [0, 1, -1, 9, 10, 1_000_000, .max, .min]

    private func encoded(_ value: some Encodable) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return try String(decoding: encoder.encode(value), as: UTF8.self) + "\n"
    }

    private func random<T>(_ values: [T], _ generator: inout SeededGenerator) -> T? {
        Bool.random(using: &generator) ? values.randomElement(using: &generator) : nil
    }

    private func estimate(_ random: inout SeededGenerator) -> TimeEstimate {
        TimeEstimate(
            point: Self.numbers.randomElement(using: &random)!,
            p10: Double.random(in: 0...1e6, using: &random),
            p50: 1,
            p90: 2.5
        )
    }

    private func event(_ random: inout SeededGenerator) -> ProgressEvent {
        var context = EventContext()
        context.benchmarkName = self.random(Self.texts, &random)
        context.totalPhases = self.random(Self.integers, &random)
        context.completedPhases = self.random(Self.integers, &random)
        context.phases = self.random([[], ["a"], Self.texts], &random)
        context.expectedSeconds = self.random([[], [nil], [1, nil, 0.25]], &random)
        context.writer = self.random(
            [
                .current,
                RunWriter(host: "h\"", pid: 1, processStartedAt: nil, bootID: nil),
            ],
            &random
        )
        context.phaseName = self.random(Self.texts, &random)
        context.phaseIndex = self.random(Self.integers, &random)
        context.percentage = self.random(Self.numbers, &random)
        context.completed = self.random(Self.integers, &random)
        context.total = self.random(Self.integers, &random)
        context.unit = self.random(Self.texts, &random)
        context.quietSeconds = self.random(Self.numbers, &random)
        context.progressIntegral = self.random(Self.numbers, &random)
        context.progressReports = self.random(Self.integers, &random)
        context.message = self.random(Self.texts, &random)
        context.status = self.random(PhaseStatus.allCases, &random)
        context.success = self.random([true, false], &random)
        context.durationSeconds = self.random([Double.random(in: 0...1e9, using: &random)], &random)
        context.error = self.random(Self.texts, &random)
        context.output = self.random([[], Self.texts], &random)
        context.log = self.random(Self.texts, &random)
        context.remainingSeconds = self.random([estimate(&random)], &random)
        let one = estimate(&random)
        context.phaseRemainingSeconds = self.random([[:], [0: one], [7: one, 3: one]], &random)
        context.quietSeconds = self.random([0.5, 60], &random)
        context.longestQuietSeconds = self.random([0.5, 60], &random)
        context.exitCode = self.random(Self.integers, &random)
        context.processGroup = self.random(Self.integers, &random)
        return ProgressEvent(
            type: ProgressEventType.allCases.randomElement(using: &random)!,
            timestamp: Date(timeIntervalSince1970: Double.random(in: -1e9...1e11, using: &random)),
            message: self.random(Self.texts, &random) ?? "",
            context: context,
            sequence: self.random(Self.integers, &random) ?? 7,
            elapsed: .microseconds(Int64.random(in: 0...1_000_000_000_000, using: &random)),
            runID: self.random(Self.texts, &random) ?? "run"
        )
    }

    @Test("An event is read back as it was, and is what an encoder would write but for a few escapes")
    func events() throws {
        var random = SeededGenerator(seed: 4)
        for _ in 0..<2_000 {
            let event = event(&random)
            let line = RunFormat.line(event)
            #expect(line.last == UInt8(ascii: "\n"))
            #expect(
                line.dropLast().allSatisfy { $0 >= 0x20 && $0 != 0x7f },
                "no reader takes a part of it for the end of a line"
            )
            #expect(RunFormat.event(line) == event)
            let text = String(decoding: line, as: UTF8.self)
            let plain = text.replacing("\\u007f", with: "\u{7f}").replacing("\\u0085", with: "\u{85}")
                .replacing("\\u2028", with: "\u{2028}").replacing("\\u2029", with: "\u{2029}")
            if !plain.contains("e+") { #expect(Array(plain.utf8) == Array(try encoded(event).utf8)) }
        }
    }

    @Test("A state is read back as it was, and is what an encoder would write")
    func states() throws {
        var random = SeededGenerator(seed: 5)
        for count in [0, 1, 2, 40] {
            var state = RunState()
            state.runID = "run"
            state.benchmark = "b \"x\" \u{2028}"
            state.status = .running
            state.startedAt = Timestamp.rounded(Date(timeIntervalSince1970: 1_767_225_600.123))
            state.updatedAt = state.startedAt
            state.elapsedSeconds = 17.25
            state.fraction = 1 / 3
            state.sequence = count
            state.writer = count > 1 ? .current : nil
            state.exitCode = count > 1 ? 3 : nil
            state.remainingSeconds = count > 1 ? estimate(&random) : nil
            state.phases = (0..<count).map { index in
                var phase = PhaseState(index: index, name: Self.texts.randomElement(using: &random)!)
                phase.status = PhaseStatus.allCases.randomElement(using: &random)!
                phase.completed = self.random(Self.integers, &random)
                phase.durationSeconds = self.random([0.5, 3], &random)
                phase.startedElapsed = 2
                phase.remainingSeconds = self.random([estimate(&random)], &random)
                phase.quietSinceSeconds = self.random([0.5, 3], &random)
                phase.expectedSeconds = self.random([0.5, 3], &random)
                phase.output = self.random([["a", "b"]], &random)
                phase.log = self.random(Self.texts, &random)
                phase.processGroup = self.random([5], &random)
                phase.quietSinceSeconds = self.random([2.5], &random)
                phase.longestQuietSeconds = self.random([2.5], &random)
                phase.startedAt = self.random([state.startedAt!], &random)
                phase.error = self.random(Self.texts, &random)
                return phase
            }
            let text = String(decoding: RunFormat.snapshot(state), as: UTF8.self)
            let plain = text.replacing("\\u007f", with: "\u{7f}").replacing("\\u0085", with: "\u{85}")
                .replacing("\\u2028", with: "\u{2028}").replacing("\\u2029", with: "\u{2029}")
            if !plain.contains("e+") { #expect(Array(plain.utf8) == Array(try encoded(state).utf8)) }
            let read = try RunFormat.state(RunFormat.snapshot(state))
            #expect(try encoded(read.phases) == encoded(state.phases))
            #expect(read.remainingSeconds == state.remainingSeconds)
            #expect(read.writer == state.writer)
        }
    }

    @Test("No key of the format is forgotten")
    func keys() throws {
        func object(_ bytes: [UInt8]) throws -> [String: Any] {
            try #require(try JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any])
        }
        func names<Key: CodingKey & CaseIterable>(_: Key.Type) -> Set<String> { Set(Key.allCases.map(\.stringValue)) }
        var context = EventContext()
        // All of them, so that a key that is added must be written.
        context.benchmarkName = ""
        (context.totalPhases, context.completedPhases, context.phaseIndex) = (1, 1, 1)
        (context.phases, context.expectedSeconds, context.output) = ([], [], [])
        context.writer = RunWriter(host: "", pid: 1, processStartTicks: 1, pidNamespace: "")
        (context.phaseName, context.unit, context.message, context.error, context.log) = ("", "", "", "", "")
        (context.percentage, context.durationSeconds) = (1, 1)
        (context.quietSeconds, context.longestQuietSeconds) = (1, 1)
        (context.completed, context.total, context.exitCode, context.processGroup) = (1, 1, 1, 1)
        (context.progressIntegral, context.progressReports) = (1, 1)
        (context.status, context.success) = (.failed, false)
        (context.repetitionSeconds, context.keptFrom, context.reportedBy) = ([1], "", "")
        let estimate = TimeEstimate(point: 1, p10: 1, p50: 1, p90: 1)
        (context.remainingSeconds, context.phaseRemainingSeconds) = (estimate, [0: estimate])
        let event = try object(
            RunFormat.line(ProgressEvent(type: .phaseProgress, timestamp: Date(), context: context))
        )
        #expect(Set(event.keys) == names(ProgressEvent.CodingKeys.self))
        let details = try #require(event["context"] as? [String: Any])
        #expect(Set(details.keys) == names(EventContext.CodingKeys.self))
        #expect(Set(try #require(details["writer"] as? [String: Any]).keys) == names(RunWriter.CodingKeys.self))

        var phase = PhaseState(index: 0, name: "")
        (phase.expectedSeconds, phase.quietSinceSeconds, phase.processGroup) = (1, 1, 1)
        (phase.output, phase.log, phase.startedElapsed) = ([], "", 1)
        phase.longestQuietSeconds = 1
        (phase.output, phase.log) = ([], "")
        (phase.repetitionSeconds, phase.keptFrom, phase.reportedBy) = ([1], "", "")
        (phase.remainingSeconds, phase.tally) = (estimate, ProgressTally(integral: 1, reports: 1))
        var state = RunState()
        (state.phases, state.exitCode) = ([phase], 0)
        let snapshot = try object(RunFormat.snapshot(state))
        #expect(Set(snapshot.keys) == names(RunState.CodingKeys.self))
        let phases = try #require(snapshot["phases"] as? [[String: Any]])
        #expect(Set(phases[0].keys) == names(PhaseState.CodingKeys.self))
    }

    @Test("Every scalar of the first two planes' edges survives")
    func scalars() {
        let scalars = (0...0x3000).compactMap(Unicode.Scalar.init) + (0xd700...0xe100).compactMap(Unicode.Scalar.init)
        let message = String(String.UnicodeScalarView(scalars))
        let event = ProgressEvent(type: .phaseProgress, timestamp: Date(timeIntervalSince1970: 0), message: message)
        #expect(RunFormat.event(RunFormat.line(event))?.message.unicodeScalars.elementsEqual(scalars) == true)
    }

    @Test("A number that JSON can't say costs that number, not the event")
    func notANumber() {
        for number in [Double.nan, .infinity, -.infinity] {
            var context = EventContext()
            context.phaseIndex = 3
            context.percentage = number
            context.durationSeconds = number
            context.expectedSeconds = [number, 2]
            let event = ProgressEvent(
                type: .phaseCompleted,
                timestamp: Date(timeIntervalSince1970: 0),
                context: context,
                sequence: 9
            )
            let read = RunFormat.event(RunFormat.line(event))
            #expect(read?.sequence == 9)
            #expect(read?.context.phaseIndex == 3)
            #expect(read?.context.percentage == nil)
            #expect(read?.context.durationSeconds == nil)
            #expect(read?.context.expectedSeconds == [nil, 2])
        }
    }

    @Test("Times are what the general formatter writes and reads")
    func times() throws {
        let style = Date.ISO8601FormatStyle(includingFractionalSeconds: true)
        var random = SeededGenerator(seed: 6)
        var seconds = (0..<3_000).map { _ in Double.random(in: 0..<253_402_300_799, using: &random) }
        // Around the ends of days, months, years and leap years.
        for year in [1970, 1972, 1999, 2000, 2024, 2026, 2100, 9999] {
            for day in ["01-01", "02-28", "03-01", "12-31"] {
                let date = try style.parse("\(year)-\(day)T00:00:00.000Z")
                seconds += [0, 0.001, 86_399.999, 86_400].map { date.timeIntervalSince1970 + $0 }
            }
        }
        for seconds in seconds where seconds < 253_402_300_799 {
            let date = Timestamp.rounded(Date(timeIntervalSince1970: seconds))
            let text = Timestamp.format(date)
            #expect(text == date.addingTimeInterval(0.000_5).formatted(style))
            #expect(Timestamp.parse(text) == date)
            #expect(CalendarTime(text) != nil)
        }
    }

    @Test(
        "What isn't a time isn't read as one",
        arguments: [
            "", "2026-02-29T00:00:00.000Z", "2026-13-01T00:00:00.000Z", "2026-00-01T00:00:00.000Z",
            "2026-01-00T00:00:00.000Z",
            "2026-01-01T24:00:00.000Z", "2026-01-01T00:60:00.000Z", "2026-01-01 00:00:00.000Z",
            "2026-01-01T00:00:00.00éZ",
            "1969-12-31T23:59:59.999Z",
        ]
    )
    func notATime(text: String) {
        #expect(CalendarTime(text) == nil)
    }
}
