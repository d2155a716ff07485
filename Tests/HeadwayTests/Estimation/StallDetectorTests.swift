import Foundation
import HeadwayTesting
import Testing

@testable import Headway

@Suite("Stalls")
struct StallDetectorTests {
    /// Looks ten times a second and says when the phase was flagged and cleared.
    private func changes(_ detector: StallDetector, until end: Double, sign: (Double) -> Bool) -> [(
        Double, StallDetector.Change
    )] {
        var detector = detector
        var changes: [(Double, StallDetector.Change)] = []
        for tick in 1...Int(end * 10) {
            let now = Double(tick) / 10
            if let change = detector.look(at: now, hasSign: sign(now)) { changes.append((now, change)) }
        }
        return changes
    }

    @Test("A phase that ticks every second and then stops is flagged after ten seconds, and cleared when it moves")
    func rhythm() {
        let changes = changes(StallDetector(start: 0, expected: nil), until: 100) { now in
            now.truncatingRemainder(dividingBy: 1) == 0 && (now < 30 || now > 60)
        }
        #expect(changes.map(\.1) == [.stalled, .resumed])
        #expect((38...41).contains(changes[0].0))
        #expect((60...62).contains(changes[1].0))
    }

    @Test("A slow phase isn't a stalled one")
    func slow() {
        let changes = changes(StallDetector(start: 0, expected: nil), until: 1_000) { now in
            // Every 20 s, sometimes 60.
            [20.0, 40, 60, 120, 140, 160, 220, 240, 300, 320, 380].contains(now)
                || now > 400 && Int(now * 10) % 600 == 0
        }
        #expect(changes.isEmpty)
    }

    @Test("Of a phase that never says anything nothing is claimed, unless past runs say how long it takes")
    func silent() {
        #expect(changes(StallDetector(start: 0, expected: nil), until: 10_000) { _ in false }.isEmpty)
        let known = changes(StallDetector(start: 0, expected: 100), until: 1_000) { _ in false }
        #expect(known.map(\.1) == [.stalled])
        #expect((300...301).contains(known[0].0))
    }

    @Test("A pause that past runs had, too, is no stall, and one far longer than theirs is one from the beginning on")
    func usual() {
        // It compiles, a line after the other, and then links for 40 s.
        func linking(_ usualQuiet: Double?, for seconds: Double) -> [StallDetector.Change] {
            changes(StallDetector(start: 0, expected: 60, usualQuiet: usualQuiet), until: 20 + seconds) { $0 < 20 }.map(
                \.1
            )
        }
        #expect(linking(nil, for: 40) == [.stalled])
        #expect(linking(40, for: 45).isEmpty)
        #expect(linking(40, for: 100) == [.stalled])
        // Usually it says something every second.
        let silent = changes(StallDetector(start: 0, expected: 3_600, usualQuiet: 1), until: 100) { _ in false }
        #expect((60...61).contains(silent[0].0))
    }

    @Test("What past runs had as their longest pause comes from the tracker, through a run's events and the history")
    func remembered() async throws {
        func run(_ history: PhaseHistory, quiet: Int) async -> (state: RunState, stalls: Int) {
            var configuration = ProgressTracker.Configuration()
            let clock = ManualClock()
            configuration.clock = clock
            configuration.history = history
            let recorder = RecordingObserver()
            let tracker = ProgressTracker(observers: [recorder], configuration: configuration)
            tracker.benchmarkStarted("b", phases: ["build"])
            let phase = tracker.startPhase("build")
            for tenth in 0..<(50 + quiet * 10) {
                if tenth < 50 { phase.advance() }
                clock.advance(by: .milliseconds(100))
                await tracker.flush()
            }
            phase.complete()
            tracker.benchmarkCompleted()
            return (tracker.state, recorder.events(of: .phaseStalled).count)
        }
        let first = await run(PhaseHistory(), quiet: 30)
        #expect(first.stalls == 1)
        #expect(abs(try #require(first.state.phases[0].longestQuietSeconds) - 30) < 0.3)
        var history = PhaseHistory()
        history.add(first.state)
        #expect(await run(history, quiet: 32).stalls == 0)
        #expect(await run(history, quiet: 70).stalls == 1)
    }

    @Test("A stall of hours teaches later runs some patience, not hours of it")
    func taught() {
        var detector = StallDetector(start: 0, expected: nil)
        for tick in 1...72_300 { _ = detector.look(at: Double(tick) / 10, hasSign: tick < 300) }
        #expect(detector.isStalled)
        #expect(detector.longestQuiet(at: 7_230) <= 60)
        _ = detector.look(at: 7_230.1, hasSign: true)
        #expect(detector.longestQuiet(at: 7_231) <= 60)
        // What was quiet for less than a stall counts whole.
        let next = changes(
            StallDetector(start: 0, expected: nil, usualQuiet: detector.longestQuiet(at: 7_231)),
            until: 200
        ) { $0 < 30 }
        #expect(next.map(\.1) == [.stalled])
    }

    @Test("A few quick lines are no rhythm yet by which a phase that is quiet for some seconds has stalled")
    func fewLines() {
        func build(quietFor seconds: Double) -> [StallDetector.Change] {
            changes(StallDetector(start: 0, expected: nil), until: 0.3 + seconds) { $0 < 0.35 }.map(\.1)
        }
        #expect(build(quietFor: 15).isEmpty)
        #expect(build(quietFor: 30) == [.stalled])
    }

    /// How often a phase stalls that speaks for some seconds and is quiet for some more, after past runs with such pauses.
    private func stalls(
        afterPauses past: [Double],
        speaks: Int,
        quiet: Int,
        start: (ProgressTracker) -> Phase
    ) async -> Int {
        var history = PhaseHistory()
        for (day, seconds) in past.enumerated() {
            let phase = PastPhase(name: "build", durationSeconds: 40, longestQuietSeconds: seconds)
            let date = Date(timeIntervalSince1970: Double(day))
            history.add(PastRun(runID: "\(day)", startedAt: date, phases: [phase]), of: "b")
        }
        var configuration = ProgressTracker.Configuration()
        let clock = ManualClock()
        configuration.clock = clock
        configuration.history = history
        let recorder = RecordingObserver()
        let tracker = ProgressTracker(observers: [recorder], configuration: configuration)
        let phase = start(tracker)
        for tenth in 0..<(speaks + quiet) * 10 {
            if tenth < speaks * 10 { phase.advance() }
            clock.advance(by: .milliseconds(100))
            await tracker.flush()
        }
        phase.complete()
        tracker.benchmarkCompleted()
        return recorder.events(of: .phaseStalled).count
    }

    @Test("Of two runs, one of which hung, the other one says what is usual")
    func two() async {
        let count = await stalls(afterPauses: [1, 1_000], speaks: 0, quiet: 70) { tracker in
            tracker.benchmarkStarted("b", phases: ["build"])
            return tracker.startPhase("build")
        }
        #expect(count == 1)
    }

    @Test("The usual pause of a phase that nobody announced is known by its name")
    func unannounced() async {
        let count = await stalls(afterPauses: [30, 30], speaks: 5, quiet: 35) { tracker in
            tracker.benchmarkStarted("b", totalPhases: 2)
            let first = tracker.startPhase("another")
            first.complete()
            return tracker.startPhase("build")
        }
        #expect(count == 0)
    }

    @Test("Time in which nobody looked, as in a laptop that slept, is nobody's stall")
    func suspended() {
        var detector = StallDetector(start: 0, expected: nil)
        for tick in 1...300 { _ = detector.look(at: Double(tick) / 10, hasSign: true) }
        #expect(detector.look(at: 5_000, hasSign: false) == nil)
        #expect(detector.look(at: 5_001, hasSign: false) == nil)
        #expect(detector.look(at: 5_004, hasSign: false) == nil)
        #expect(detector.look(at: 5_006, hasSign: false) == .stalled)
    }

    @Test("A tracker whose clock leaps, as when a laptop was asleep, calls nothing stalled; it does what stops later")
    func asleep() async {
        let test = TestTracker()
        test.tracker.benchmarkStarted("b")
        let phase = test.tracker.startPhase("a")
        func tick(_ count: Int, moves: Bool) async {
            for _ in 0..<count {
                if moves { phase.advance() }
                test.clock.advance(by: .milliseconds(100))
                await test.tracker.flush()
            }
        }
        await tick(50, moves: true)
        test.clock.advance(by: .seconds(7_200))
        await test.tracker.flush()
        await tick(40, moves: false)
        #expect(test.recorder.events(of: .phaseStalled).isEmpty)
        await tick(20, moves: false)
        #expect(test.recorder.events(of: .phaseStalled).count == 1)
        phase.complete()
        await test.tracker.flush()
        // Nor is it remembered as a pause of the phase.
        #expect((test.tracker.state.phases[0].longestQuietSeconds ?? 0) < 10)
    }

    @Test("A stalled phase is told with how long it has been quiet, and cleared when it moves")
    func events() async {
        let test = TestTracker()
        test.tracker.benchmarkStarted("b")
        let phase = test.tracker.startPhase("a", total: 1_000)
        for _ in 0..<50 {
            phase.advance()
            test.clock.advance(by: .milliseconds(100))
            await test.tracker.flush()
        }
        for _ in 0..<70 {
            test.clock.advance(by: .milliseconds(100))
            await test.tracker.flush()
        }
        let stalled = test.tracker.state.phases[0]
        #expect(stalled.stalled)
        #expect(stalled.quietSinceSeconds.map { (4.8...5.2).contains($0) } == true)
        phase.advance()
        await test.tracker.flush()
        #expect(!test.tracker.state.phases[0].stalled)
        #expect(test.recorder.events(of: .phaseStalled).count == 1)
        #expect(test.recorder.events(of: .phaseResumed).count == 1)
        phase.complete()
    }
}
