import Headway
import HeadwayTesting
import Testing

@Suite("Structured phases")
struct StructuredTests {
    struct Broken: Error {}

    @Test("A benchmark whose body returns has completed, and so have its phases")
    func success() async throws {
        let test = TestTracker()
        let sum = await test.tracker.benchmark("sorts", phases: ["load", "measure"]) { run in
            await run.phase("load") { _ in }
            return await run.phase("measure", total: 3, unit: "iterations") { phase in
                for _ in 0..<3 { phase.advance() }
                return 6
            }
        }
        #expect(sum == 6)
        let state = test.tracker.state
        #expect(state.status == .completed)
        #expect(state.fraction == 1)
        #expect(state.phases.map(\.status) == [.completed, .completed])
        #expect(state.phases[1].completed == 3)
        #expect(test.recorder.types.last == .benchmarkCompleted)
    }

    @Test("An error becomes a failed phase and a failed run, and is thrown on")
    func failure() async {
        let test = TestTracker()
        await #expect(throws: Broken.self) {
            try await test.tracker.benchmark("b", phases: ["a", "later"]) { run in
                try await run.phase("a") { _ in throw Broken() }
            }
        }
        let state = test.tracker.state
        #expect(state.status == .failed)
        #expect(state.phases.map(\.status) == [.failed, .skipped])
        #expect(state.phases[0].error == "Broken()")
    }

    @Test("Cancellation is told apart from failure")
    func cancellation() async {
        let test = TestTracker()
        await #expect(throws: CancellationError.self) {
            try await test.tracker.benchmark("b") { run in
                try await run.phase("a") { _ in throw CancellationError() }
            }
        }
        #expect(test.tracker.state.status == .cancelled)
        #expect(test.tracker.state.phases[0].status == .cancelled)
    }

    @Test("Phases may overlap in child tasks")
    func overlap() async {
        let test = TestTracker()
        await test.tracker.benchmark("b") { run in
            await withTaskGroup(of: Void.self) { group in
                for name in ["a", "b", "c", "d"] {
                    group.addTask {
                        await run.phase(name, total: 1_000) { phase in
                            for _ in 0..<1_000 { phase.advance() }
                        }
                    }
                }
            }
        }
        #expect(test.tracker.state.phases.map(\.completed) == [1_000, 1_000, 1_000, 1_000])
        #expect(test.tracker.state.fraction == 1)
    }

    @Test("A handle that is dropped unfinished reports its phase as abandoned")
    func abandoned() {
        let test = TestTracker()
        test.tracker.benchmarkStarted("b")
        do { _ = test.tracker.startPhase("a") }
        #expect(test.tracker.state.phases[0].status == .abandoned)
    }

    @Test("Threads that count at once lose nothing, and the last event has the exact sum")
    func exactCount() async throws {
        let test = TestTracker()
        test.tracker.benchmarkStarted("b")
        let phase = test.tracker.startPhase("count")
        await withTaskGroup(of: Void.self) { group in
            for _ in 0..<8 { group.addTask { for _ in 0..<200_000 { phase.advance() } } }
        }
        phase.complete()
        test.tracker.benchmarkCompleted(success: true)
        #expect(test.recorder.events(of: .phaseProgress).last?.context.completed == 1_600_000)
        #expect(test.recorder.events(of: .phaseCompleted).last?.context.completed == 1_600_000)
    }

    @Test("Counting goes on from an absolute count")
    func absolute() {
        let test = TestTracker()
        test.tracker.benchmarkStarted("b")
        let phase = test.tracker.startPhase("a", total: 100)
        phase.advance(by: 7)
        phase.update(completed: 50)
        phase.advance(by: 5)
        #expect(test.tracker.state.phases[0].completed == 55)
        #expect(test.tracker.state.phases[0].fraction == 0.55)
        phase.update(completed: 20)
        #expect(test.tracker.state.phases[0].completed == 20)
        #expect(test.tracker.state.phases[0].fraction == 0.55, "what was shown as done stays done")
        phase.complete()
    }

    @Test("A phase says what it is doing")
    func message() async {
        let test = TestTracker()
        test.tracker.benchmarkStarted("b")
        let phase = test.tracker.startPhase("a")
        phase.message = "warming up"
        #expect(phase.message == "warming up")
        #expect(test.tracker.state.phases[0].message == "warming up")
        phase.complete(.failed, error: "cold")
        #expect(test.tracker.state.phases[0].error == "cold")
    }
}
