import COverhead
import Foundation
import Headway
import Synchronization

/// What waits for an observer that has stopped taking events.
enum BlockedObserver {
    struct Result: Encodable, Sendable {
        /// Progress events that the tracker made while the observer was blocked.
        var events: Int
        /// How many of them it was told of afterwards: the newest of each phase.
        var delivered: Int
        /// By how much the heap grew meanwhile, in bytes.
        var grown: Int64
    }

    private final class Observer: ProgressObserver {
        let gate = DispatchSemaphore(value: 0)
        private let isBlocked = Atomic(false)
        private let progress = Atomic<Int>(0)

        var count: Int { progress.load(ordering: .relaxed) }

        func onProgress(_ event: ProgressEvent) {
            guard event.type == .phaseProgress else { return }
            progress.wrappingAdd(1, ordering: .relaxed)
            if !isBlocked.exchange(true, ordering: .relaxed) { gate.wait() }
        }
    }

    static func run(_ options: Options) async throws -> Result {
        let samplings = options.count("samplings", default: 3_000)
        let (blocked, free) = (Observer(), NoOpObserver())
        var configuration = ProgressTracker.Configuration()
        configuration.samplingInterval = .milliseconds(1)
        let tracker = ProgressTracker(observers: [blocked, free], configuration: configuration)
        tracker.benchmarkStarted("blocked")
        let phases = (0..<10).map { tracker.startPhase("phase \($0)", total: 2 * samplings) }
        move(phases, times: 100)
        let (before, bytes) = (free.count, overhead_bytes_in_use())
        move(phases, times: samplings)
        let (events, grown) = (free.count - before, overhead_bytes_in_use() - bytes)
        let seen = blocked.count
        blocked.gate.signal()
        await tracker.flush()
        let delivered = blocked.count - seen
        for phase in phases { phase.complete() }
        tracker.benchmarkCompleted()
        return Result(events: events, delivered: delivered, grown: grown)
    }

    /// Has the sampler find something new in every phase about so many times.
    private static func move(_ phases: [Phase], times count: Int) {
        for _ in 0..<count {
            for phase in phases { phase.advance() }
            usleep(1_000)
        }
    }
}
