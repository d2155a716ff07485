import Dispatch
import Foundation
import Headway
import HeadwayTesting
import Synchronization
import Testing

@Suite("Delivery to observers")
struct DeliveryTests {
    /// Calls the tracker from inside its callback, and removes itself.
    final class MeddlingObserver: ProgressObserver {
        let tracker = Mutex<ProgressTracker?>(nil)
        let token = Mutex<ObserverToken?>(nil)
        let count = Atomic(0)

        func onProgress(_ event: ProgressEvent) async {
            count.add(1, ordering: .relaxed)
            guard let tracker = tracker.withLock({ $0 }) else { return }
            _ = tracker.state
            tracker.phaseStarted("from inside")
            await tracker.flush()
            tracker.addObserver(RecordingObserver())
            if let token = token.withLock({ $0 }) { tracker.removeObserver(token) }
            tracker.benchmarkCompleted(success: true)
        }
    }

    struct ThrowingObserver: ProgressObserver {
        struct Failure: Error {}
        func onProgress(_ event: ProgressEvent) throws { throw Failure() }
    }

    /// Removes itself at its second event.
    final class LeavingObserver: ProgressObserver {
        let tracker: ProgressTracker
        let token = Mutex<ObserverToken?>(nil)
        let gate: DispatchSemaphore
        let counter: Counter
        let gone: DispatchSemaphore

        init(_ tracker: ProgressTracker, _ counter: Counter, gate: DispatchSemaphore, gone: DispatchSemaphore) {
            (self.tracker, self.counter, self.gate, self.gone) = (tracker, counter, gate, gone)
        }

        deinit {
            gone.signal()
        }

        func onProgress(_ event: ProgressEvent) {
            let number = counter.next()
            if number == 1 { gate.wait() }
            if number == 2, let token = token.withLock({ $0 }) { tracker.removeObserver(token) }
        }
    }

    final class Counter: Sendable {
        private let count = Atomic(0)
        func next() -> Int { count.add(1, ordering: .relaxed).newValue }
    }

    @Test("An observer may call the tracker, and add and remove observers, from inside its callback")
    func reentrancy() async {
        let test = TestTracker()
        let meddler = MeddlingObserver()
        let token = test.tracker.addObserver(meddler)
        meddler.token.withLock { $0 = token }
        meddler.tracker.withLock { $0 = test.tracker }
        test.tracker.benchmarkStarted("b")
        await test.tracker.flush()
        #expect(meddler.count.load(ordering: .relaxed) == 1, "it removed itself at its first event")
        #expect(test.tracker.state.status == .completed)
        #expect(test.tracker.state.phases.map(\.name) == ["from inside"])
        meddler.tracker.withLock { $0 = nil }
    }

    @Test("A blocked observer delays neither the benchmark nor its siblings, and then gets the newest progress")
    func blocked() async {
        let blocked = BlockingObserver()
        let test = TestTracker()
        let token = test.tracker.addObserver(blocked)
        test.tracker.benchmarkStarted("b", totalPhases: 1)
        blocked.waitUntilEntered()
        let phase = test.tracker.startPhase("a", total: 10_000)
        for count in 1...1_000 {
            phase.update(completed: count * 10)
            test.clock.advance(by: .milliseconds(100))
        }
        phase.complete()
        let sibling = LatchObserver(.phaseStarted)
        let siblingToken = test.tracker.addObserver(sibling)
        test.tracker.phaseStarted("next")
        await sibling.reached()
        test.tracker.removeObserver(siblingToken)
        blocked.release()
        await test.tracker.flush()

        let sequences = blocked.events.map(\.sequence)
        #expect(zip(sequences, sequences.dropFirst()).allSatisfy { $0 < $1 })
        #expect(
            blocked.events.filter { !["phase_progress", "estimate_updated"].contains($0.type.rawValue) }.count == 4
        )
        let progress = blocked.events.filter { $0.type == .phaseProgress }.compactMap(\.context.completed)
        #expect(progress.first == 10 && progress.last == 10_000)
        #expect(progress.count <= 3, "the first and the newest value, nothing in between: \(progress)")
        #expect(
            test.recorder.events(of: .phaseProgress).last?.context.completed == 10_000,
            "its sibling wasn't held up"
        )
        test.tracker.removeObserver(token)
    }

    @Test("The end of a run waits for a blocked observer no longer than its deadline")
    func deadline() {
        var configuration = ProgressTracker.Configuration()
        configuration.drainDeadline = .milliseconds(20)
        configuration.logger = .silent
        let blocked = BlockingObserver()
        let tracker = ProgressTracker(observers: [blocked], configuration: configuration)
        tracker.benchmarkStarted("b")
        blocked.waitUntilEntered()
        tracker.benchmarkCompleted(success: true)
        #expect(blocked.events.count == 1)
        blocked.release()
    }

    @Test("An observer that throws goes on being told, and so do the others")
    func throwing() async {
        let test = TestTracker(observers: [ThrowingObserver()])
        test.tracker.benchmarkStarted("b")
        test.tracker.phaseStarted("a")
        test.tracker.benchmarkCompleted(success: true)
        #expect(test.recorder.types == [.benchmarkStarted, .phaseStarted, .phaseCompleted, .benchmarkCompleted])
    }

    @Test("A removed observer hears of nothing more; one that is added hears of what comes")
    func addAndRemove() async {
        let test = TestTracker()
        let early = RecordingObserver()
        let token = test.tracker.addObserver(early)
        test.tracker.benchmarkStarted("b")
        await test.tracker.flush()
        test.tracker.removeObserver(token)
        test.tracker.removeObserver(token)
        let late = RecordingObserver()
        test.tracker.addObserver(late)
        test.tracker.phaseStarted("a")
        await test.tracker.flush()
        #expect(early.types == [.benchmarkStarted])
        #expect(late.types == [.phaseStarted])
    }

    @Test("An observer that removes itself hears of nothing more, not even of what came together with that event")
    func leaving() {
        let (counter, gate, gone) = (Counter(), DispatchSemaphore(value: 0), DispatchSemaphore(value: 0))
        let test = TestTracker()
        do {
            let observer = LeavingObserver(test.tracker, counter, gate: gate, gone: gone)
            let token = test.tracker.addObserver(observer)
            observer.token.withLock { $0 = token }
        }
        test.tracker.benchmarkStarted("b")
        for _ in 0..<5 { test.tracker.startPhase("a").complete() }
        #expect(test.tracker.state.phases.count == 5, "looking has filled the mailbox")
        gate.signal()
        gone.wait()
        #expect(counter.next() == 3)
    }

    @Test("Progress arrives while the cooperative pool is full, and waiting for observers doesn't deadlock")
    func fullPool() async {
        let test = TestTracker()
        let latch = LatchObserver(.phaseProgress)
        test.tracker.addObserver(latch)
        test.tracker.benchmarkStarted("b")
        let phase = test.tracker.startPhase("a")
        let gate = DispatchSemaphore(value: 0)
        let starts = Counter()
        await withTaskGroup(of: Void.self) { group in
            for _ in 0..<16 {
                group.addTask {
                    // All others sit on the pool's threads until the tracker has finished its run.
                    if starts.next() == 1 {
                        phase.update(fraction: 0.5)
                        phase.complete()
                        test.tracker.benchmarkCompleted(success: true)
                        for _ in 0..<16 { gate.signal() }
                    }
                    gate.wait()
                }
            }
        }
        #expect(latch.event?.context.percentage == 50)
        #expect(test.recorder.types.last == .benchmarkCompleted)
    }

    @Test("Thousands of phases are sampled without a gap, while others begin and end")
    func manyPhases() async {
        let test = TestTracker()
        test.tracker.benchmarkStarted("b")
        let phases = (0..<2_000).map { test.tracker.startPhase("\($0)", total: 9) }
        for phase in phases { phase.advance() }
        let busy = Thread {
            for number in 0..<2_000 { test.tracker.startPhase("short \(number)").complete() }
        }
        busy.start()
        await test.tracker.flush()
        let told = test.recorder.events.filter { $0.type == .phaseProgress && $0.context.completed == 1 }
        #expect(Set(told.compactMap(\.context.phaseIndex)) == Set(phases.compactMap(\.index)))
        #expect(told.count == phases.count)
        while !busy.isFinished { await Task.yield() }
        for phase in phases { phase.complete() }
        await test.tracker.completeBenchmark()
        #expect(test.tracker.state.completedPhases == 4_000)
        #expect(test.recorder.events.map(\.sequence) == Array(1...test.recorder.events.count))
    }

    @Test("Ten observers all get every transition in order")
    func many() async {
        let test = TestTracker()
        let recorders = (0..<10).map { _ in RecordingObserver() }
        for recorder in recorders { test.tracker.addObserver(recorder) }
        test.tracker.benchmarkStarted("b", totalPhases: 500)
        for number in 0..<500 {
            test.tracker.phaseStarted("p\(number)")
            test.tracker.phaseCompleted("p\(number)")
        }
        test.tracker.benchmarkCompleted(success: true)
        for recorder in recorders {
            #expect(recorder.events.filter { $0.type != .estimateUpdated }.count == 1_002)
            #expect(zip(recorder.sequences, recorder.sequences.dropFirst()).allSatisfy { $0 < $1 })
        }
    }
}
