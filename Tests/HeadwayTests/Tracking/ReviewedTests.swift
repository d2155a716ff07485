import Foundation
import Headway
import HeadwayTesting
import Logging
import Synchronization
import Testing

@Suite("What once went wrong")
struct ReviewedTests {
    @MainActor
    final class ViewModel: ProgressObserver {
        var count = 0
        func onProgress(_ event: ProgressEvent) async { count += 1 }
    }

    final class Looking: ProgressObserver {
        let tracker = Mutex<ProgressTracker?>(nil)
        let progress = Atomic(0)

        func onProgress(_ event: ProgressEvent) async {
            if event.type == .phaseProgress { progress.add(1, ordering: .relaxed) }
            let tracker = tracker.withLock { $0 }
            _ = tracker?.state
            _ = tracker?.remainingTime
            await tracker?.flush()
        }
    }

    struct Failing: ProgressObserver {
        struct Failure: Error {}
        func onProgress(_ event: ProgressEvent) throws { throw Failure() }
    }

    struct AlsoFailing: ProgressObserver {
        func onProgress(_ event: ProgressEvent) throws { throw Failing.Failure() }
    }

    @Test("An observer on the main actor compiles as one would write it, and is told of the end")
    @MainActor
    func mainActor() async {
        let model = ViewModel()
        let test = TestTracker(observers: [model])
        test.tracker.benchmarkStarted("b")
        await test.tracker.completeBenchmark()
        #expect(model.count == 2)
    }

    @Test("An observer that looks at the tracker doesn't cause the next event")
    func feedback() async {
        let looking = Looking()
        let test = TestTracker(observers: [looking])
        looking.tracker.withLock { $0 = test.tracker }
        test.tracker.benchmarkStarted("b")
        let phase = test.tracker.startPhase("a")
        for _ in 0..<200 {
            phase.advance()
            _ = test.tracker.state
        }
        await test.tracker.flush()
        #expect(looking.progress.load(ordering: .relaxed) <= 3)
        looking.tracker.withLock { $0 = nil }
        phase.complete()
    }

    @Test("Expectations that are no numbers are ignored, and the run is written down all the same")
    func expectations() throws {
        let folder = try TemporaryFolder()
        let path = folder.path + "/.progress.json"
        let test = TestTracker(observers: [FileProgressObserver(path: path, logger: .silent)])
        test.tracker.benchmarkStarted("b", phases: ["a", "b", "c"], expectedSeconds: [.nan, .infinity, 1e308])
        for name in ["a", "b", "c", "more"] {
            test.tracker.phaseStarted(name)
            test.tracker.phaseCompleted(name)
            #expect((0...1).contains(test.tracker.state.fraction))
        }
        test.tracker.benchmarkCompleted(success: true)
        #expect(test.tracker.misuses[.badExpectation] == 3)
        var types: [ProgressEventType] = []
        try RunReader(path: path).events { types.append($0.type) }
        #expect(types.first == .benchmarkStarted)
        #expect(try RunReader(path: path).state().status == .completed)
    }

    @Test("Elapsed times never go back along the sequence, whichever thread comes first")
    func monotonic() async {
        let recorder = RecordingObserver()
        let tracker = ProgressTracker(observers: [recorder])
        tracker.benchmarkStarted("b")
        await withTaskGroup(of: Void.self) { group in
            for _ in 0..<8 {
                group.addTask { for _ in 0..<200 { tracker.startPhase("p").complete() } }
            }
        }
        await tracker.flush()
        let events = recorder.events
        #expect(zip(events, events.dropFirst()).allSatisfy { $0.elapsed <= $1.elapsed })
    }

    @Test("Every observer that fails is named once in the log, before the run's end returns")
    func failures() {
        let log = LogLines()
        let test = TestTracker(observers: [Failing(), AlsoFailing()], logger: log.logger(.trace))
        test.tracker.benchmarkStarted("b")
        test.tracker.phaseStarted("a")
        test.tracker.benchmarkCompleted(success: true)
        #expect(Set(log.all.compactMap { $0.metadata["observer"]?.description }) == ["Failing", "AlsoFailing"])
        #expect(log.all.count == 2)
    }

    @Test("Files of an observer that is added in mid run have the whole run, and those of a second run begin anew")
    func lateFiles() async throws {
        let folder = try TemporaryFolder()
        let observer = FileProgressObserver(path: folder.path + "/.progress.json", logger: .silent)
        let first = TestTracker()
        first.tracker.benchmarkStarted("first", phases: ["a", "b"])
        first.tracker.phaseStarted("a")
        first.tracker.phaseCompleted("a")
        first.tracker.addObserver(observer)
        first.tracker.phaseStarted("b")
        first.tracker.benchmarkCompleted(success: true)
        let state = try RunReader(path: observer.path).state()
        #expect(state.runID == first.tracker.state.runID)
        #expect(state.phases.map(\.status) == [.completed, .abandoned])

        let second = TestTracker(observers: [observer])
        second.tracker.benchmarkStarted("second")
        second.tracker.benchmarkCompleted(success: true)
        #expect(try RunReader(path: observer.path).state().benchmark == "second")
    }

    @Test("Thousands of phases may be open at once")
    func manyOpen() {
        let test = TestTracker()
        test.tracker.benchmarkStarted("b")
        let phases = (0..<5_000).map { test.tracker.startPhase("p\($0)") }
        for phase in phases.shuffled().prefix(2_500) { phase.complete() }
        test.tracker.benchmarkCompleted(success: false)
        #expect(test.tracker.state.phases.filter { $0.status == .abandoned }.count == 2_500)
    }

    @Test("A count that is set back to zero is zero")
    func zero() {
        let test = TestTracker()
        test.tracker.benchmarkStarted("b")
        let phase = test.tracker.startPhase("a")
        phase.update(completed: 5)
        #expect(test.tracker.state.phases[0].completed == 5)
        phase.update(completed: 0)
        #expect(test.tracker.state.phases[0].completed == 0)
        phase.complete()
    }

    @Test("A wait that is over before it begins returns")
    func pastWait() {
        Wakeup().wait(atMost: .seconds(-1e15))
        Wakeup().wait(atMost: .zero)
    }
}
