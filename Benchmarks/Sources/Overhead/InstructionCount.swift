import COverhead
import Foundation
import Headway

/// Does something a given number of times, for `valgrind --tool=callgrind` to count.
///
/// What the caller's thread does is inside of `overhead_measured`, which callgrind can be told to count alone. The rest is
/// found from the difference of two runs.
enum InstructionCount {
    struct Result: Encodable, Sendable {
        var counted: Int
    }

    static func run(_ options: Options) async throws -> Result {
        let tracker = ProgressTracker(
            observers: (0..<options.count("observers", default: 0)).map { _ in NoOpObserver() }
        )
        let count = options.count("count", default: 0)
        tracker.benchmarkStarted("instructions")
        let phase = tracker.startPhase("first")
        tracker.phaseProgress(1)
        switch options.count("call", default: 0) {
        case 0: measured { for _ in 0..<count { phase.advance() } }
        case 1: measured { for number in 0..<count { tracker.phaseProgress(Double(number % 100)) } }
        case 2: measured { for _ in 0..<count / 2 { tracker.startPhase("second").complete() } }
        default: try draw(seconds: options.number("seconds", default: 2))
        }
        phase.complete()
        await tracker.flush()
        tracker.benchmarkCompleted()
        return Result(counted: count)
    }

    private static func measured(_ body: @escaping () -> Void) {
        withUnsafePointer(to: body) { body in
            overhead_measured(
                { $0?.assumingMemoryBound(to: (() -> Void).self).pointee() },
                UnsafeMutableRawPointer(mutating: body)
            )
        }
    }

    /// Has six bars drawn, and moves them.
    private static func draw(seconds: Double) throws {
        let tracker = ProgressTracker(observers: [ConsoleProgressObserver()])
        tracker.benchmarkStarted("frames", totalPhases: 6)
        let phases = (0..<6).map { tracker.startPhase("bar \($0)", total: Int(seconds * 120)) }
        let end = ProcessorTime.wall + seconds * 1e9
        while ProcessorTime.wall < end {
            for phase in phases { phase.advance() }
            usleep(10_000)
        }
        for phase in phases { phase.complete() }
        tracker.benchmarkCompleted()
    }
}
