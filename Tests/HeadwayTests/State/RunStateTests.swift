import Foundation
import HeadwayTesting
import Testing

@testable import Headway

@Suite("The fold")
struct RunStateTests {
    /// The events of a run with all that can happen.
    private func events() async -> [ProgressEvent] {
        let test = TestTracker()
        test.tracker.benchmarkStarted("b", totalPhases: 4, phases: ["a", "b", "c"], expectedSeconds: [10, 30, nil])
        test.clock.advance(by: .seconds(1))
        let a = test.tracker.startPhase("a", total: 100, unit: "files")
        a.advance(by: 10)
        await test.tracker.flush()
        test.tracker.phaseStarted("b")
        test.clock.advance(by: .milliseconds(2_345))
        test.tracker.phaseProgress(33.3, message: "säge")
        a.advance(by: 90)
        a.complete()
        await test.tracker.flush()
        test.tracker.phaseSkipped("c", message: "not today")
        test.clock.advance(by: .seconds(60))
        test.tracker.phaseCompleted("b", success: false, error: "exit code 3")
        test.tracker.benchmarkCompleted(success: false)
        return test.recorder.events
    }

    private func fold(_ events: some Sequence<ProgressEvent>) -> RunState {
        var state = RunState()
        for event in events { state.apply(event) }
        return state
    }

    @Test("The overall progress is weighted by what phases are expected to take")
    func weights() {
        let test = TestTracker()
        test.tracker.benchmarkStarted("b", phases: ["short", "long"], expectedSeconds: [10, 30])
        test.tracker.phaseStarted("short")
        test.tracker.phaseProgress(50)
        #expect(test.tracker.state.fraction == 0.125)
        test.tracker.phaseCompleted("short")
        #expect(test.tracker.state.fraction == 0.25)
    }

    @Test("Whatever happens, the overall progress never falls but when phases are added, and is 1 in the end")
    func neverFalls() {
        var dice = SeededGenerator(seed: 21)
        for _ in 0..<100 {
            let count = Int.random(in: 0...5, using: &dice)
            let guesses = (0..<count).map { _ in
                Bool.random(using: &dice) ? Double.random(in: 0.1...1_000, using: &dice) : nil
            }
            let test = TestTracker()
            test.tracker.benchmarkStarted(
                "b",
                totalPhases: Bool.random(using: &dice) ? Int.random(in: 0...8, using: &dice) : nil,
                phases: (0..<count).map { "\($0)" },
                expectedSeconds: guesses
            )
            var handles: [Phase] = []
            var last = (fraction: 0.0, phases: test.tracker.state.totalPhases)
            for _ in 0..<30 {
                switch Int.random(in: 0..<6, using: &dice) {
                case 0:
                    let name = "\(Int.random(in: 0...7, using: &dice))"
                    handles.append(test.tracker.startPhase(name, total: Int.random(in: 0...9, using: &dice)))
                case 1:
                    handles.randomElement(using: &dice)?.complete(
                        [.completed, .failed, .cancelled].randomElement(using: &dice)!
                    )
                case 2: test.tracker.phaseSkipped("\(Int.random(in: 0...7, using: &dice))")
                case 3: handles.randomElement(using: &dice)?.update(fraction: Double.random(in: -1...2, using: &dice))
                case 4: handles.randomElement(using: &dice)?.update(completed: Int.random(in: -3...12, using: &dice))
                default: handles.randomElement(using: &dice)?.advance(by: Int.random(in: -3...5, using: &dice))
                }
                test.clock.advance(by: .milliseconds(Int.random(in: 0...5_000, using: &dice)))
                let state = test.tracker.state
                #expect((0...1).contains(state.fraction))
                #expect(state.fraction >= last.fraction || state.totalPhases > last.phases)
                last = (state.fraction, state.totalPhases)
            }
            test.tracker.benchmarkCompleted()
            #expect(test.tracker.state.fraction == 1)
        }
    }

    @Test("How far a run is doesn't depend on which reports were missed on the way")
    func missedReports() {
        var dice = SeededGenerator(seed: 4)
        func event(_ type: ProgressEventType, _ fill: (inout EventContext) -> Void) -> ProgressEvent {
            var context = EventContext()
            fill(&context)
            return ProgressEvent(type: type, timestamp: Date(timeIntervalSince1970: 0), context: context)
        }
        for _ in 0..<200 {
            var (all, some) = (RunState(), RunState())
            let begin = event(.benchmarkStarted) {
                $0.phases = ["a", "b", "c"]
                $0.expectedSeconds = [.random(in: 0.1...1_000, using: &dice), nil, 0.1]
            }
            all.apply(begin)
            some.apply(begin)
            for index in 0..<3 {
                let start = event(.phaseStarted) { $0.phaseIndex = index }
                all.apply(start)
                some.apply(start)
                var percentage = 0.0
                for _ in 0..<10 {
                    percentage += .random(in: 0...9, using: &dice)
                    let report = event(.phaseProgress) { ($0.phaseIndex, $0.percentage) = (index, percentage) }
                    all.apply(report)
                    if percentage > 40 { some.apply(report) }
                    #expect(some.fraction <= all.fraction)
                }
                let end = event(.phaseCompleted) {
                    ($0.phaseIndex, $0.status, $0.percentage) = (index, .failed, percentage)
                }
                all.apply(end)
                some.apply(end)
                #expect(some.fraction == all.fraction)
            }
        }
    }

    @Test("A failed phase counts with what it had done, a skipped one as done")
    func outcomes() {
        let test = TestTracker()
        test.tracker.benchmarkStarted("b", phases: ["failed", "skipped", "to come", "to come 2"])
        test.tracker.phaseStarted("failed")
        test.tracker.phaseProgress(40)
        test.tracker.phaseCompleted("failed", success: false)
        #expect(abs(test.tracker.state.fraction - 0.1) < 1e-12)
        test.tracker.phaseSkipped("skipped")
        #expect(abs(test.tracker.state.fraction - 0.35) < 1e-12)
        #expect(test.tracker.state.phases.map(\.status) == [.failed, .skipped, .pending, .pending])
    }

    @Test("A state survives its snapshot, and so does every event its line")
    func roundTrip() async throws {
        let events = await events()
        for count in 0...events.count {
            let state = fold(events.prefix(count))
            let read = try RunFormat.state(RunFormat.snapshot(state))
            #expect(read.phases == state.phases)
            #expect(read.fraction == state.fraction)
            #expect(read.runningPhases == state.runningPhases)
            #expect(read.updatedAt == state.updatedAt)
            #expect(read.remainingSeconds == state.remainingSeconds)
            #expect(read.completedPhases == state.completedPhases)
        }
        for event in events {
            let line = RunFormat.line(event)
            #expect(line.last == UInt8(ascii: "\n"))
            #expect(line.dropLast().firstIndex(of: UInt8(ascii: "\n")) == nil)
            #expect(RunFormat.event(line.dropLast()) == event)
        }
    }

    @Test("Folding goes on from a snapshot taken anywhere, and events that it covers change nothing")
    func resume() async throws {
        let events = await events()
        let whole = fold(events)
        for count in 1...events.count {
            var state = try RunFormat.state(RunFormat.snapshot(fold(events.prefix(count))))
            for event in events { state.apply(event) }
            #expect(state.phases == whole.phases, "from event \(count)")
            #expect(abs(state.fraction - whole.fraction) < 1e-9)
            #expect(state.status == .failed)
        }
    }

    @Test("A running phase's duration follows the run's elapsed time")
    func duration() async {
        let test = TestTracker()
        test.tracker.benchmarkStarted("b", totalPhases: 2)
        test.clock.advance(by: .seconds(5))
        test.tracker.phaseStarted("a")
        #expect(test.tracker.state.phases[0].durationSeconds == 0)
        test.clock.advance(by: .seconds(2))
        test.tracker.phaseProgress(10)
        #expect(test.tracker.state.phases[0].durationSeconds == 2)
        #expect(test.tracker.state.elapsedSeconds == 7)
    }

    @Test("Lost, repeated and shuffled events neither trap nor leave 0…1")
    func disorder() async {
        var random = SeededGenerator(seed: 11)
        let events = await events()
        for _ in 0..<300 {
            var shuffled = (events + events).shuffled(using: &random)
            shuffled.removeLast(Int.random(in: 0..<events.count, using: &random))
            var state = RunState()
            for event in shuffled {
                state.apply(event)
                #expect((0...1).contains(state.fraction))
                #expect(state.completedPhases <= state.phases.count)
            }
        }
    }

    @Test("An index that no run has is ignored", arguments: [-1, 900_000, Int.max, Int.min])
    func brokenIndex(index: Int) {
        var context = EventContext()
        context.phaseIndex = index
        context.percentage = 50
        var state = RunState()
        for type in ProgressEventType.allCases {
            state.apply(ProgressEvent(type: type, timestamp: Date(timeIntervalSince1970: 0), context: context))
        }
        #expect(state.phases.isEmpty)
    }

    @Test("A single line can't make a million phases, however many were announced")
    func leap() {
        var state = RunState()
        var context = EventContext()
        context.totalPhases = .max
        let date = Date(timeIntervalSince1970: 0)
        state.apply(ProgressEvent(type: .benchmarkStarted, timestamp: date, context: context, sequence: 1))
        context.phaseIndex = 999_999
        state.apply(ProgressEvent(type: .phaseStarted, timestamp: date, context: context, sequence: 2))
        #expect(state.phases.isEmpty)
        context.phaseIndex = 5
        state.apply(ProgressEvent(type: .phaseStarted, timestamp: date, context: context, sequence: 3))
        #expect(state.phases.count == 6)
    }

    @Test("Stalls, estimates and gaps are folded too")
    func others() {
        let test = TestTracker()
        test.tracker.benchmarkStarted("b", phases: ["a"])
        test.tracker.phaseStarted("a")
        var state = test.tracker.state
        var context = EventContext()
        context.phaseIndex = 0
        func apply(_ type: ProgressEventType) {
            let event = ProgressEvent(
                type: type,
                timestamp: test.clock.date,
                context: context,
                sequence: state.sequence + 1,
                elapsed: .seconds(10)
            )
            state.apply(event)
        }
        apply(.phaseStalled)
        #expect(state.phases[0].stalled)
        apply(.phaseResumed)
        #expect(!state.phases[0].stalled)
        context.remainingSeconds = TimeEstimate(point: 9, p10: 5, p50: 10, p90: 20)
        apply(.estimateUpdated)
        #expect(state.remaining(atElapsed: 14)?.point == 5)
        #expect(state.remaining(atElapsed: 1_000)?.p90 == 0)
        apply(.journalGap)
        #expect(state.status == .running)
    }

    @Test("A snapshot of a newer format, of something else, or a damaged one is refused politely")
    func refusals() throws {
        let good = RunFormat.snapshot(RunState())
        #expect(throws: Never.self) { try RunFormat.state(good) }
        func replaced(_ schema: String) -> [UInt8] {
            let text = String(decoding: good, as: UTF8.self)
            return [UInt8](text.replacingOccurrences(of: "headway.progress/1", with: schema).utf8)
        }
        #expect(throws: Never.self) { try RunFormat.state(replaced("headway.progress/1.7")) }
        #expect(throws: RunFormatError.newer("headway.progress/2")) {
            try RunFormat.state(replaced("headway.progress/2"))
        }
        #expect(throws: RunFormatError.foreign) { try RunFormat.state(replaced("something/1")) }
        #expect(throws: RunFormatError.foreign) { try RunFormat.state([UInt8]("{}".utf8)) }
        #expect(throws: RunFormatError.self) { try RunFormat.state(Array(good.dropLast(20))) }
        #expect(throws: RunFormatError.self) { try RunFormat.state([]) }
    }
}
