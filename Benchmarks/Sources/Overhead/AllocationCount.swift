import COverhead
import Headway

/// How many blocks of memory the benchmark's thread asks for while it reports.
enum AllocationCount {
    struct Result: Encodable, Sendable {
        var updates: Int
        /// By `phase.advance()`; -1 where that can't be counted.
        var advance: Int64
        /// By `tracker.phaseProgress(_:)`.
        var phaseProgress: Int64
        /// By as many objects of Swift's as there were updates, to show that counting works.
        var control: Int64
    }

    private final class Block {}

    static func run(_ options: Options) async throws -> Result {
        let count = options.count("count", default: 1_000_000)
        let tracker = ProgressTracker()
        tracker.benchmarkStarted("allocations")
        let phase = tracker.startPhase("allocations", total: count)
        tracker.phaseProgress(1)
        phase.advance()
        let advance = allocations { for _ in 0..<count { phase.advance() } }
        let progress = allocations { for number in 0..<count { tracker.phaseProgress(Double(number % 100)) } }
        var last = Block()
        let control = allocations { for _ in 0..<count { last = Block() } }
        withExtendedLifetime(last) {}
        phase.complete()
        tracker.benchmarkCompleted()
        return Result(updates: count, advance: advance, phaseProgress: progress, control: control)
    }

    private static func allocations(_ body: () -> Void) -> Int64 {
        let before = overhead_allocations()
        guard before >= 0 else { return -1 }
        body()
        return overhead_allocations() - before
    }
}
