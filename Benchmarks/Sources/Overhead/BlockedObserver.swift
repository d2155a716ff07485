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
        /// Starts and ends of phases that waited for it, all of which it was told of, and the bytes of the heap for each.
        var transitions = 0
        var bytesPerTransition: Double = 0
    }

    private final class Observer: ProgressObserver {
        let gate = DispatchSemaphore(value: 0)
        private let isBlocked = Atomic(false)
        private let progress = Atomic<Int>(0)
        private let others = Atomic<Int>(0)

        var count: Int { progress.load(ordering: .relaxed) }
        var transitions: Int { others.load(ordering: .relaxed) }

        func onProgress(_ event: ProgressEvent) {
            guard event.type == .phaseProgress else {
                others.wrappingAdd(1, ordering: .relaxed)
                return
            }
            progress.wrappingAdd(1, ordering: .relaxed)
            if !isBlocked.exchange(true, ordering: .relaxed) { gate.wait() }
        }
    }

    static func run(_ options: Options) async throws -> Result {
        let samplings = options.count("samplings", default: 3_000)
        let (blocked, free) = (Observer(), Observer())
        free.gate.signal()
        var configuration = ProgressTracker.Configuration()
        configuration.samplingInterval = .milliseconds(1)
        let tracker = ProgressTracker(observers: [blocked, free], configuration: configuration)
        tracker.benchmarkStarted("blocked")
        let phases = (0..<10).map { tracker.startPhase("phase \($0)", total: 2 * samplings) }
        move(phases, times: 100)
        let (before, bytes) = (free.count, overhead_bytes_in_use())
        move(phases, times: samplings)
        var result = Result(events: free.count - before, delivered: 0, grown: overhead_bytes_in_use() - bytes)
        let seen = (blocked.count, blocked.transitions)
        let pairs = options.count("pairs", default: 20_000)
        for _ in 0..<pairs { tracker.startPhase("short").complete() }
        while free.transitions < blocked.transitions + 2 * pairs { usleep(1_000) }
        let waiting = overhead_bytes_in_use()
        blocked.gate.signal()
        await tracker.flush()
        result.delivered = blocked.count - seen.0
        result.transitions = blocked.transitions - seen.1
        result.bytesPerTransition = Double(waiting - overhead_bytes_in_use()) / Double(2 * pairs)
        for phase in phases { phase.complete() }
        tracker.benchmarkCompleted()
        return result
    }

    /// Has the sampler find something new in every phase about so many times.
    private static func move(_ phases: [Phase], times count: Int) {
        for _ in 0..<count {
            for phase in phases { phase.advance() }
            usleep(1_000)
        }
    }
}
