import Foundation
import Headway
import HeadwayTesting

/// Eight threads count at once, and not one unit is lost.
enum CountCheck {
    private static let threads = 8
    private static let perThread = 10_000_000

    static func run() async throws -> String {
        let observer = RecordingObserver()
        let tracker = ProgressTracker(observers: [observer])
        tracker.benchmarkStarted("count", phases: ["count"])
        let phase = tracker.startPhase("count", total: threads * perThread, unit: "units")

        let clock = ContinuousClock()
        let time = clock.measure {
            let done = DispatchSemaphore(value: 0)
            for _ in 0..<threads {
                Thread.detachNewThread {
                    for _ in 0..<perThread { phase.advance() }
                    done.signal()
                }
            }
            for _ in 0..<threads { done.wait() }
        }
        phase.complete()
        await tracker.flush()
        tracker.benchmarkCompleted()

        let expected = threads * perThread
        let final = observer.events(of: .phaseCompleted).last?.context.completed
        guard final == expected else {
            throw CheckFailure("the final event says \(final.map(String.init) ?? "nothing"), not \(expected)")
        }
        let state = tracker.state.phases[0].completed
        guard state == expected else { throw CheckFailure("the state says \(state ?? -1), not \(expected)") }

        return "\(threads) threads × \(perThread) = \(expected) in the final event, "
            + String(format: "%.2f s", time / .seconds(1))
    }
}
