#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif
import Dispatch
import Headway

/// A run that is shown to an observer.
struct ObserverScenario {
    let name: String
    /// Events that no tracker would send in that order.
    var strayEvents: [ProgressEvent] = []
    let report: @Sendable (ProgressTracker) -> Void

    static let all = [
        ObserverScenario(name: "an ordinary run") { tracker in
            tracker.benchmarkStarted("ordinary", phases: ["load", "measure"], expectedSeconds: [1, nil])
            for name in ["load", "measure"] {
                tracker.phaseStarted(name, total: 10, unit: "files")
                for percentage in stride(from: 0.0, through: 100, by: 10) {
                    tracker.phaseProgress(percentage, message: "at \(percentage)")
                }
                tracker.phaseCompleted(name)
            }
            tracker.benchmarkCompleted(success: true)
        },
        ObserverScenario(name: "a run that fails") { tracker in
            tracker.benchmarkStarted("failing", phases: ["a", "b", "c"])
            tracker.phaseStarted("a")
            tracker.phaseCompleted("a", success: false, error: "no\nsuch\tthing\u{1B}[2J")
            tracker.phaseSkipped("b")
            tracker.phaseStarted("c")
            tracker.benchmarkCompleted(success: false, error: "it failed")
        },
        ObserverScenario(name: "a run without phases") { tracker in
            tracker.benchmarkStarted("", totalPhases: 0)
            tracker.benchmarkCompleted(status: .cancelled)
        },
        ObserverScenario(name: "names and numbers that nobody expects") { tracker in
            let names = ["", "日本語 👩‍👩‍👧", "\u{1B}]0;x\u{7}\r\n", String(repeating: "long ", count: 2_000), "\u{202E}rtl"]
            tracker.benchmarkStarted(names[2], totalPhases: .max, phases: names)
            for name in names {
                let phase = tracker.startPhase(name, total: .max, unit: name)
                phase.advance(by: .max)
                phase.message = name
                phase.update(fraction: .infinity)
                phase.complete(.failed, error: name)
            }
            tracker.benchmarkCompleted(success: false, error: names[2])
        },
        ObserverScenario(name: "a hundred phases from many threads") { tracker in
            tracker.benchmarkStarted("parallel", totalPhases: 100)
            DispatchQueue.concurrentPerform(iterations: 100) { number in
                let phase = tracker.startPhase("phase \(number)", total: 100)
                for _ in 0..<100 { phase.advance() }
                if number % 7 != 0 { phase.complete() }
            }
            tracker.benchmarkCompleted(success: true)
        },
        ObserverScenario(name: "events without a start, repeated and out of order", strayEvents: stray) { _ in },
    ]

    private static var stray: [ProgressEvent] {
        (ProgressEventType.allCases + ProgressEventType.allCases.reversed()).enumerated().map { number, type in
            var context = EventContext()
            context.phaseIndex = number % 3 - 1
            context.percentage = Double(number) * 40 - 100
            return ProgressEvent(
                type: type,
                timestamp: Date(timeIntervalSince1970: 1_767_225_600),
                context: context,
                sequence: (number * 7) % 5,
                elapsed: .seconds(-number)
            )
        }
    }
}
