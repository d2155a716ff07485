import Dispatch
public import Headway
import Synchronization

/// Checks that an author of an observer can run in their own tests, with whatever test library they use.
///
/// ```swift
/// let violations = await ObserverConformance.violations { MyObserver() }
/// #expect(violations.isEmpty)
/// ```
public enum ObserverConformance {
    /// What an observer did that it should not.
    public struct Violation: Sendable, Hashable, CustomStringConvertible {
        /// Which run was shown to it.
        public let scenario: String
        /// What it did.
        public let complaint: String

        /// The violation as a sentence.
        public var description: String { "\(scenario): \(complaint)" }
    }

    /// Shows an observer every kind of run: ordinary, failed, empty, without a start, with names and numbers that nobody
    /// expects, from many threads, and twice over.
    ///
    /// - Parameter makeObserver: Makes a new observer for each run.
    /// - Returns: The events at which it threw, and the runs that it hadn't taken in after ten seconds; none if all is
    ///   well. A crash, of course, is seen by the test runner.
    public static func violations(of makeObserver: @Sendable () -> any ProgressObserver) async -> [Violation] {
        var violations: [Violation] = []
        for scenario in ObserverScenario.all {
            let failures = Mutex<[String]>([])
            let watched = WatchedObserver(observer: makeObserver()) { failure in
                failures.withLock { $0.append(failure) }
            }
            var configuration = ProgressTracker.Configuration()
            configuration.drainDeadline = .seconds(10)
            let tracker = ProgressTracker(observers: [watched], configuration: configuration)
            // On a thread of its own: the observer may need the one that asks.
            await withCheckedContinuation { continuation in
                DispatchQueue.global().async {
                    scenario.report(tracker)
                    continuation.resume()
                }
            }
            for event in scenario.strayEvents { await watched.take(event) }
            if tracker.state.status.isEnd, !watched.hasSeenEnd {
                violations.append(
                    Violation(scenario: scenario.name, complaint: "it did not take in the run within 10 s")
                )
            }
            violations += failures.withLock { $0 }.map { Violation(scenario: scenario.name, complaint: $0) }
        }
        return violations
    }
}
