import Foundation
import Headway
import Synchronization

/// One run of a soak: two threads at full rate on a phase that stays and on phases that come and go.
final class SoakRun: Sendable {
    private struct Tally {
        /// What was counted, by phase.
        var counts: [Int: Int] = [:]
        var phases = 0
        var mistakes: [String] = []
        var transitions = 0
    }

    private static let workers = 2
    private static let phaseSeconds = 0.2
    /// How many updates a worker makes before it looks at the clock.
    private static let chunk = 20_000

    private let folder: URL
    private let tally = Mutex(Tally())
    private let isOver = Atomic(false)

    init(folder: URL) {
        self.folder = folder
    }

    var updates: Int { tally.withLock { $0.counts.values.reduce(0, +) } }
    var transitions: Int { tally.withLock { $0.transitions } }
    var mistakes: [String] { tally.withLock { $0.mistakes } }

    func go(for seconds: Double) async throws {
        let path = folder.appending(path: ".progress.json").path
        let logger = FileLogHandler.logger(path: "/dev/null")
        let (healthy, slow) = (CheckingObserver(), CheckingObserver(delay: 10_000))
        var configuration = ProgressTracker.Configuration()
        configuration.drainDeadline = .seconds(30)
        configuration.logger = logger
        let tracker = ProgressTracker(
            observers: [
                ConsoleProgressObserver(), LogProgressObserver(logger: logger), FileProgressObserver(path: path),
                healthy, slow, FailingObserver(),
            ],
            configuration: configuration
        )
        tracker.benchmarkStarted("soak")
        let steady = tracker.startPhase("steady", unit: "updates")
        note(steady.index, 0)
        let done = DispatchSemaphore(value: 0)
        for _ in 0..<Self.workers {
            Thread.detachNewThread {
                self.work(tracker, steady)
                done.signal()
            }
        }
        let end = ProcessorTime.wall + seconds * 1e9
        // `Task.sleep` would leave 64 bytes each time in caches of the system's threads.
        while ProcessorTime.wall < end {
            let token = tracker.addObserver(NoOpObserver())
            usleep(200_000)
            tracker.removeObserver(token)
        }
        isOver.store(true, ordering: .releasing)
        await Self.wait(for: done)
        steady.complete()
        await tracker.completeBenchmark()
        check(tracker.state, path, healthy, slow)
        check(tracker)
    }

    private static func wait(for done: DispatchSemaphore) async {
        await withCheckedContinuation { continuation in
            Thread.detachNewThread {
                for _ in 0..<workers { done.wait() }
                continuation.resume()
            }
        }
    }

    // MARK: Working

    private func work(_ tracker: ProgressTracker, _ steady: Phase) {
        var number = 0
        while !isOver.load(ordering: .acquiring) {
            number += 1
            let phase = tracker.startPhase("short \(number)", unit: "updates")
            let end = ProcessorTime.wall + Self.phaseSeconds * 1e9
            var count = 0
            repeat {
                for _ in 0..<Self.chunk {
                    phase.advance()
                    steady.advance()
                }
                count += Self.chunk
            } while ProcessorTime.wall < end
            note(phase.index, count)
            note(steady.index, count)
            // Some fail, and some are forgotten.
            if number % 7 == 0 {
                phase.complete(.failed, error: "the soak wants it so")
            } else if number % 11 != 0 {
                phase.complete()
            }
        }
    }

    private func note(_ index: Int?, _ count: Int) {
        tally.withLock { tally in
            if tally.counts.updateValue(tally.counts[index ?? -1, default: 0] + count, forKey: index ?? -1) == nil {
                tally.phases += 1
            }
        }
    }

    // MARK: Checking

    private func check(_ state: RunState, _ path: String, _ healthy: CheckingObserver, _ slow: CheckingObserver) {
        tally.withLock { tally in
            // A start and an end of the run and of each phase.
            tally.transitions = 2 * tally.phases + 2
            for (name, observer) in [("healthy", healthy), ("slow", slow)] {
                if observer.transitions != tally.transitions {
                    tally.mistakes.append(
                        "the \(name) observer saw \(observer.transitions) transitions of \(tally.transitions)"
                    )
                }
                if !observer.isInOrder { tally.mistakes.append("the \(name) observer saw events out of order") }
            }
            Self.check(state, "the tracker's state", &tally)
            do {
                let written = try RunReader(path: path).state()
                Self.check(written, "the files", &tally)
                if written.sequence != state.sequence {
                    tally.mistakes.append("the files end with event \(written.sequence) of \(state.sequence)")
                }
            } catch {
                tally.mistakes.append("the files can't be read: \(error)")
            }
        }
    }

    private static func check(_ state: RunState, _ what: String, _ tally: inout Tally) {
        if state.phases.count != tally.phases {
            tally.mistakes.append("\(what) has \(state.phases.count) phases of \(tally.phases)")
        }
        for phase in state.phases where phase.completed ?? 0 != tally.counts[phase.index] {
            tally.mistakes.append("\(what) counted \(phase.completed ?? 0) of \(tally.counts[phase.index] ?? 0)")
        }
    }

    private func check(_ tracker: ProgressTracker) {
        guard !tracker.misuses.isEmpty else { return }
        tally.withLock { $0.mistakes.append("the tracker noted misuses: \(tracker.misuses)") }
    }
}
