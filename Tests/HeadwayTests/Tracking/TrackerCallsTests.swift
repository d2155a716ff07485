import Headway
import HeadwayTesting
import Testing

@Suite("The story's calls")
struct TrackerCallsTests {
    @Test("A run's events arrive in order, numbered from 1 without a gap")
    func order() async {
        let test = TestTracker()
        test.tracker.benchmarkStarted("sorts", totalPhases: 2)
        test.tracker.phaseStarted("load")
        test.tracker.phaseProgress(42)
        test.tracker.phaseCompleted("load", success: true)
        test.tracker.phaseStarted("measure")
        test.tracker.phaseCompleted("measure", success: true)
        test.tracker.benchmarkCompleted(success: true)

        #expect(
            test.recorder.types == [
                .benchmarkStarted, .phaseStarted, .phaseProgress, .phaseCompleted, .phaseStarted, .phaseCompleted,
                .benchmarkCompleted,
            ]
        )
        #expect(test.recorder.sequences == Array(1...7))
        #expect(Set(test.recorder.events.map(\.runID)).count == 1)
    }

    @Test("Events carry what the journal's keys promise")
    func context() async throws {
        let test = TestTracker()
        test.tracker.benchmarkStarted("sorts", totalPhases: 2, phases: ["load", "measure"], expectedSeconds: [3, nil])
        test.clock.advance(by: .seconds(2))
        test.tracker.phaseStarted("load", total: 10, unit: "files")
        test.clock.advance(by: .seconds(3))
        test.tracker.phaseProgress(50, message: "halfway")
        test.tracker.phaseCompleted("load", success: false, error: "no disk")
        await test.tracker.flush()

        let started = try #require(test.recorder.events.first)
        #expect(started.context.benchmarkName == "sorts")
        #expect(started.context.phases == ["load", "measure"])
        #expect(started.context.expectedSeconds == [3, nil])
        #expect(started.context.totalPhases == 2)
        #expect(started.context.writer?.pid ?? 0 > 0)

        let progress = try #require(test.recorder.events(of: .phaseProgress).last)
        #expect(progress.context.percentage == 50)
        #expect(progress.context.message == "halfway")
        #expect(progress.context.phaseName == "load")
        #expect(progress.context.phaseIndex == 0)
        #expect(progress.context.unit == "files")
        #expect(progress.elapsed == .seconds(5))

        let completed = try #require(test.recorder.events(of: .phaseCompleted).last)
        #expect(completed.context.status == .failed)
        #expect(completed.context.success == false)
        #expect(completed.context.durationSeconds == 3)
        #expect(completed.context.completedPhases == 1)
        #expect(completed.context.totalPhases == 2)
        #expect(completed.context.error == "no disk")
    }

    @Test("Two running phases are credited each with its own progress")
    func overlap() {
        let test = TestTracker()
        test.tracker.benchmarkStarted("b", totalPhases: 2)
        test.tracker.phaseStarted("a")
        test.tracker.phaseStarted("b")
        test.tracker.phaseProgress(30, of: "a")
        test.tracker.phaseProgress(60, of: "b")
        let state = test.tracker.state
        #expect(state.phases.map(\.fraction) == [0.3, 0.6])
        #expect(abs(state.fraction - 0.45) < 1e-12)
    }

    @Test("Progress without a name goes to the phase that began last and still runs")
    func currentPhase() {
        let test = TestTracker()
        test.tracker.benchmarkStarted("b", totalPhases: 2)
        test.tracker.phaseStarted("a")
        test.tracker.phaseStarted("b")
        test.tracker.phaseProgress(10)
        test.tracker.phaseCompleted("b")
        test.tracker.phaseProgress(20)
        #expect(test.tracker.state.phases.map(\.fraction) == [0.2, 1])
    }

    @Test("The state shows at once what a call reported")
    func readYourWrites() {
        let test = TestTracker()
        test.tracker.benchmarkStarted("b", totalPhases: 1)
        test.tracker.phaseStarted("a")
        for percentage in [1.0, 20, 50, 99] {
            test.tracker.phaseProgress(percentage)
            #expect(test.tracker.state.phases[0].fraction == percentage / 100)
        }
    }

    @Test("A phase that isn't announced is added, and the total grows with it")
    func unannounced() {
        let test = TestTracker()
        test.tracker.benchmarkStarted("b", totalPhases: 1, phases: ["a"])
        test.tracker.phaseStarted("a")
        test.tracker.phaseCompleted("a")
        #expect(test.tracker.state.fraction == 1)
        test.tracker.phaseStarted("surprise")
        let state = test.tracker.state
        #expect(state.phases.map(\.name) == ["a", "surprise"])
        #expect(state.totalPhases == 2)
        #expect(state.fraction == 0.5)
        #expect(test.tracker.misuses == [.tooManyPhases: 1])
    }

    @Test("Where nothing was announced, no phase is one too many")
    func nothingAnnounced() {
        let test = TestTracker()
        test.tracker.benchmarkStarted("b")
        for name in ["a", "b", "c"] {
            test.tracker.phaseStarted(name)
            test.tracker.phaseCompleted(name)
        }
        #expect(test.tracker.state.totalPhases == 3)
        #expect(test.tracker.misuses.isEmpty)
    }

    @Test("Phases of one name are told apart by their index")
    func repeatedNames() {
        let test = TestTracker()
        test.tracker.benchmarkStarted("b", phases: ["warm", "measure", "warm"])
        for name in ["warm", "measure", "warm"] {
            test.tracker.phaseStarted(name)
            test.tracker.phaseCompleted(name)
        }
        #expect(test.tracker.state.phases.map(\.status) == [.completed, .completed, .completed])
    }

    @Test("The first and the last value of a phase are always told, however quick it is")
    func firstAndLast() async {
        let test = TestTracker()
        test.tracker.benchmarkStarted("b", totalPhases: 1)
        test.tracker.phaseStarted("a")
        for percentage in 10...90 { test.tracker.phaseProgress(Double(percentage)) }
        test.tracker.phaseCompleted("a")
        await test.tracker.flush()
        let told = test.recorder.events(of: .phaseProgress).compactMap(\.context.percentage)
        #expect(told.first == 10)
        #expect(told.last == 90)
    }

    @Test("The sampler turns a change of the counters into one event per interval")
    func sampling() async {
        let test = TestTracker()
        test.tracker.benchmarkStarted("b", totalPhases: 1)
        let phase = test.tracker.startPhase("a", total: 100)
        await test.tracker.flush()
        for _ in 1...5 {
            phase.advance(by: 10)
            test.clock.advance(by: .milliseconds(100))
            await test.tracker.flush()
        }
        test.clock.advance(by: .seconds(10))
        await test.tracker.flush()
        #expect(test.recorder.events(of: .phaseProgress).compactMap(\.context.completed) == [10, 20, 30, 40, 50])
        phase.complete()
    }

    @Test("A run that ends leaves no phase open")
    func openPhases() async {
        let test = TestTracker()
        test.tracker.benchmarkStarted("b", phases: ["a", "never"])
        test.tracker.phaseStarted("a")
        test.tracker.benchmarkCompleted(success: false)
        #expect(test.tracker.state.phases.map(\.status) == [.abandoned, .skipped])
        #expect(test.tracker.state.status == .failed)
    }

    @Test("A tracker that is dropped in mid run says that the run was cancelled")
    func dropped() async {
        let recorder = RecordingObserver()
        let last = LatchObserver(.benchmarkCompleted)
        do {
            let tracker = ProgressTracker(observers: [recorder, last])
            tracker.benchmarkStarted("b")
            tracker.phaseStarted("a")
        }
        await last.reached()
        #expect(last.event?.context.status == .cancelled)
    }

    @Test("An estimate is there once something is known, and never negative")
    func estimate() async throws {
        let test = TestTracker()
        #expect(test.tracker.remainingTime == nil)
        test.tracker.benchmarkStarted("b", totalPhases: 2)
        test.tracker.phaseStarted("a")
        #expect(test.tracker.remainingTime == nil)
        test.clock.advance(by: .seconds(10))
        test.tracker.phaseProgress(50)
        let estimate = try #require(test.tracker.remainingTime)
        #expect(estimate.p50 > 10 && estimate.p50 < 100)
        #expect(estimate.p10 <= estimate.p50 && estimate.p50 <= estimate.p90)
        test.clock.advance(by: .seconds(1_000))
        #expect(test.tracker.remainingTime?.point ?? 0 >= 0)
        test.tracker.benchmarkCompleted(success: true)
        #expect(test.tracker.remainingTime == nil)
    }
}
