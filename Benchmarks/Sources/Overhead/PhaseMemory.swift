import COverhead
import Headway

/// How much memory a tracker takes for phases that don't run, and whether many updates take any.
enum PhaseMemory {
    struct Result: Encodable, Sendable {
        var phases: Int
        /// Bytes of the heap when the phases have been announced, and when all have begun and ended.
        var announced: Int64
        var ended: Int64
        /// By how much ten million updates made it grow.
        var updates: Int64
    }

    static func run(_ options: Options) async throws -> Result {
        let names = (0..<options.count("phases", default: 1)).map { "phase \($0)" }
        // What is made once in a process, however many trackers there are, is made before.
        await track(["once"]) { _ in }
        let before = overhead_bytes_in_use()
        var result = Result(phases: names.count, announced: 0, ended: 0, updates: 0)
        await track(names) { tracker in
            result.announced = overhead_bytes_in_use() - before
            for name in names { tracker.startPhase(name).complete() }
            await tracker.flush()
            result.ended = overhead_bytes_in_use() - before
        }
        await track(["updates"]) { tracker in
            let phase = tracker.startPhase("updates", total: 10_000_000)
            update(phase, tracker, 1_000)
            await tracker.flush()
            let before = overhead_bytes_in_use()
            update(phase, tracker, options.count("updates", default: 10_000_000))
            await tracker.flush()
            result.updates = overhead_bytes_in_use() - before
            phase.complete()
        }
        return result
    }

    private static func track(_ names: [String], _ body: (ProgressTracker) async -> Void) async {
        let tracker = ProgressTracker()
        tracker.benchmarkStarted("memory", phases: names)
        await tracker.flush()
        await body(tracker)
        await tracker.completeBenchmark()
    }

    private static func update(_ phase: Phase, _ tracker: ProgressTracker, _ count: Int) {
        for number in 0..<count {
            phase.advance()
            if number.isMultiple(of: 10) { tracker.phaseProgress(Double(number) * 100 / Double(count)) }
        }
    }
}
