import Headway
import HeadwayTesting
import Testing

@Suite("Misuse never harms")
struct MisuseTests {
    @Test("Every call before the start is ignored and counted")
    func beforeStart() async {
        let test = TestTracker()
        test.tracker.phaseStarted("a")
        test.tracker.phaseProgress(50)
        test.tracker.phaseCompleted("a")
        test.tracker.phaseSkipped("a")
        test.tracker.benchmarkCompleted(success: true)
        let phase = test.tracker.startPhase("b")
        phase.advance()
        phase.update(completed: 3)
        phase.update(fraction: 0.5)
        phase.message = "?"
        phase.complete()
        await test.tracker.flush()
        #expect(test.recorder.events.isEmpty)
        #expect(test.tracker.misuses == [.notRunning: 7])
        #expect(test.tracker.state.status == .pending)

        test.tracker.benchmarkStarted("b")
        #expect(test.tracker.state.status == .running, "and the run can still begin")
    }

    @Test("One completion too many changes nothing")
    func extraCompletion() {
        let test = TestTracker()
        test.tracker.benchmarkStarted("b", totalPhases: 2)
        for _ in 0..<3 {
            test.tracker.phaseStarted("a")
            test.tracker.phaseCompleted("a")
            test.tracker.phaseCompleted("a")
            #expect(test.tracker.state.fraction <= 1)
        }
        test.clock.advance(by: .seconds(1))
        #expect(test.tracker.remainingTime?.point ?? 0 >= 0)
        let phase = test.tracker.startPhase("b")
        phase.complete()
        phase.complete(.failed)
        #expect(test.tracker.state.phases.last?.status == .completed)
        #expect(test.tracker.misuses[.completedTwice] == 1)
        #expect(test.tracker.misuses[.unknownPhase] == 3)
    }

    @Test("Values out of range are clamped, and what is not a number is ignored", arguments: [250.0, .infinity, 100])
    func tooMuch(percentage: Double) {
        let test = TestTracker()
        test.tracker.benchmarkStarted("b", totalPhases: 1)
        test.tracker.phaseStarted("a")
        test.tracker.phaseProgress(-3)
        test.tracker.phaseProgress(.nan)
        #expect(test.tracker.state.phases[0].fraction == 0)
        test.tracker.phaseProgress(percentage)
        #expect(test.tracker.state.phases[0].fraction == 1)
        test.tracker.phaseProgress(.nan)
        test.tracker.phaseProgress(-.infinity)
        #expect(test.tracker.state.phases[0].fraction == 1)
        #expect(test.tracker.state.fraction == 1)
    }

    @Test("Negative and enormous counts neither trap nor leave 0…1")
    func counts() {
        let test = TestTracker()
        test.tracker.benchmarkStarted("b", totalPhases: -5)
        for total in [Int.min, -1, 0, 1, Int.max] {
            let phase = test.tracker.startPhase("a", total: total)
            phase.advance(by: .max)
            phase.advance(by: .max)
            phase.advance(by: .min)
            phase.update(completed: .max)
            phase.update(completed: .min)
            phase.update(completed: 1, total: .max)
            let state = test.tracker.state
            #expect((0...1).contains(state.fraction))
            #expect(state.phases.allSatisfy { (0...1).contains($0.fraction) })
            phase.complete(.running)
            phase.complete(.pending)
            phase.complete()
        }
        #expect(test.tracker.misuses[.notAnEnd] == 10)
    }

    @Test("A second start is ignored, and so is everything after the end")
    func twice() {
        let test = TestTracker()
        test.tracker.benchmarkStarted("first", totalPhases: 1)
        test.tracker.benchmarkStarted("second", totalPhases: 9)
        test.tracker.benchmarkCompleted(success: true)
        test.tracker.benchmarkCompleted(success: false)
        test.tracker.benchmarkStarted("third")
        test.tracker.phaseStarted("late")
        let state = test.tracker.state
        #expect(state.benchmark == "first")
        #expect(state.status == .completed)
        #expect(state.phases.isEmpty)
        #expect(test.recorder.types == [.benchmarkStarted, .benchmarkCompleted])
    }

    @Test("Empty names are shown as something, and very long ones are cut at a character")
    func names() throws {
        let test = TestTracker()
        test.tracker.benchmarkStarted("", totalPhases: 0, phases: [""])
        test.tracker.phaseStarted("")
        test.tracker.phaseProgress(10, of: "")
        let long = String(repeating: "👩‍👩‍👧", count: 10_000)
        test.tracker.phaseStarted(long)
        test.tracker.phaseProgress(20, of: long)
        let state = test.tracker.state
        #expect(state.phases[0].name == "phase 1")
        #expect(state.phases.map(\.fraction) == [0.1, 0.2])
        #expect(state.phases[1].name.utf8.count <= 4_096)
        #expect(state.phases[1].name.hasSuffix("👩‍👩‍👧…"))
        test.tracker.phaseCompleted(long)
        #expect(test.tracker.state.phases[1].status == .completed)
    }

    @Test("No sequence of calls from many threads traps, hangs, leaves 0…1 or breaks an observer's order")
    func randomCalls() async {
        for seed in 0..<60 {
            let test = TestTracker(drainDeadline: .milliseconds(5))
            let slow = BlockingObserver()
            if seed % 4 == 0 { test.tracker.addObserver(slow) }
            await withTaskGroup(of: Void.self) { group in
                for thread in 0..<4 {
                    group.addTask {
                        var caller = RandomCaller(seed: UInt64(seed * 4 + thread), test: test)
                        for _ in 0..<80 { caller.callOnce() }
                    }
                }
            }
            slow.release()
            await test.tracker.flush()
            let sequences = test.recorder.sequences
            #expect(zip(sequences, sequences.dropFirst()).allSatisfy { $0 < $1 })
            var state = RunState()
            for event in test.recorder.events {
                state.apply(event)
                #expect((0...1).contains(state.fraction))
            }
            #expect(abs(test.tracker.state.fraction - state.fraction) < 1e-9, "everybody's fold says the same")
            #expect(state.phases == test.tracker.state.phases)
        }
    }
}

/// Makes calls that may or may not make sense.
private struct RandomCaller {
    private var random: SeededGenerator
    private let test: TestTracker
    private var handles: [Phase] = []

    init(seed: UInt64, test: TestTracker) {
        random = SeededGenerator(seed: seed)
        self.test = test
    }

    private static let names = ["a", "b", "", "日本語", String(repeating: "x", count: 9_000), "evil\u{1B}[2J\n"]
    private static let numbers: [Double] = [.nan, -1, 0, 0.3, 42, 100, 250, .infinity, -.infinity, 1e300]
    private static let counts = [Int.min, -1, 0, 1, 7, 1_000, Int.max]

    mutating func callOnce() {
        let tracker = test.tracker
        let name = Self.names.randomElement(using: &random) ?? ""
        let number = Self.numbers.randomElement(using: &random) ?? 0
        let count = Self.counts.randomElement(using: &random) ?? 0
        let handle = handles.randomElement(using: &random)
        switch Int.random(in: 0..<19, using: &random) {
        case 0: tracker.benchmarkStarted(name, totalPhases: min(count, 1_000), phases: Bool.random() ? ["a", "b"] : [])
        case 1, 2: tracker.phaseStarted(name, total: count)
        case 3, 4: tracker.phaseProgress(number)
        case 5: tracker.phaseProgress(number, of: name, message: name)
        case 6, 7: tracker.phaseCompleted(name, success: Bool.random(using: &random))
        case 8: if Int.random(in: 0..<40, using: &random) == 0 { tracker.benchmarkCompleted(status: .failed) }
        case 9, 10: handles.append(tracker.startPhase(name, total: count, unit: name))
        case 11: handle?.advance(by: count)
        case 12: handle?.update(completed: count, total: count)
        case 13: handle?.update(fraction: number)
        case 14: handle?.message = name
        case 15: handle?.complete(PhaseStatus.allCases.randomElement(using: &random) ?? .failed, error: name)
        case 16: if !handles.isEmpty { handles.removeLast() }
        case 17: _ = tracker.remainingTime
        default: test.clock.advance(by: .milliseconds(Int.random(in: 0..<300, using: &random)))
        }
        #expect((0...1).contains(tracker.state.fraction))
        #expect(tracker.remainingTime?.point ?? 0 >= 0)
    }
}
