import Foundation
import Headway

/// Reports between two system calls that `strace -f` shows and nobody else makes: what the same thread does between them
/// is what reporting did.
enum SystemCallCount {
    struct Result: Encodable, Sendable {
        var updates: Int
    }

    /// A descriptor that can't be.
    private static let marker: Int32 = -4_242

    static func run(_ options: Options) async throws -> Result {
        let count = options.count("count", default: 1_000_000)
        let tracker = ProgressTracker(observers: [ConsoleProgressObserver()])
        tracker.benchmarkStarted("system calls")
        let phase = tracker.startPhase("system calls", total: count)
        tracker.phaseProgress(1)
        report(phase, tracker, count)
        phase.complete()
        tracker.benchmarkCompleted()
        return Result(updates: count)
    }

    /// Not asynchronous, so that it stays on one thread.
    private static func report(_ phase: Phase, _ tracker: ProgressTracker, _ count: Int) {
        // A thread's first update gets it a place to count.
        phase.advance()
        close(marker)
        for _ in 1..<count { phase.advance() }
        close(marker)
        for number in 0..<count { tracker.phaseProgress(Double(number % 100)) }
        close(marker)
    }
}
