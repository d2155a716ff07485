import COverhead
import Foundation
import Headway

/// How much memory a tracker takes for phases that don't run, and whether many updates take any.
enum PhaseMemory {
    struct Result: Encodable, Sendable {
        var phases: Int
        /// Bytes of the heap when the phases have been announced, and when all have begun and ended.
        var announced: Int64
        var ended: Int64
        /// The same with console, log and files on.
        var observedAnnounced: Int64 = 0
        var observedEnded: Int64 = 0
        /// By how much ten million updates made it grow.
        var updates: Int64 = 0
    }

    static func run(_ options: Options) async throws -> Result {
        let names = (0..<options.count("phases", default: 1)).map { "phase \($0)" }
        // What is made once in a process, however many trackers there are, is made before.
        await track(["once"]) { _ in }
        var result = Result(phases: names.count, announced: 0, ended: 0)
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
        (result.announced, result.ended) = await grow(names)
        let folder = FileManager.default.temporaryDirectory.appending(path: "headway-memory-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let observers = { ObservedRun.observers(in: folder) }
        await track(["once"], observers()) { _ in }
        (result.observedAnnounced, result.observedEnded) = await grow(names, observers())
        return result
    }

    /// What a tracker takes when phases have been announced, and when all of them have ended.
    private static func grow(
        _ names: [String],
        _ observers: [any ProgressObserver] = []
    ) async -> (announced: Int64, ended: Int64) {
        let before = overhead_bytes_in_use()
        var grown: (announced: Int64, ended: Int64) = (0, 0)
        await track(names, observers) { tracker in
            grown.announced = overhead_bytes_in_use() - before
            for name in names { tracker.startPhase(name).complete() }
            await tracker.flush()
            grown.ended = overhead_bytes_in_use() - before
        }
        return grown
    }

    private static func track(
        _ names: [String],
        _ observers: [any ProgressObserver] = [],
        _ body: (ProgressTracker) async -> Void
    ) async {
        let tracker = ProgressTracker(observers: observers)
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
