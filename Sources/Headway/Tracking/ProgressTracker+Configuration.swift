public import Logging

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

extension ProgressTracker {
    /// A tracker's clock, paces, log and history.
    public struct Configuration: Sendable {
        /// Where it takes its time from.
        public var clock: any ProgressClock = SystemClock()
        /// The least time between two looks at the counters, so the rate of a phase's progress events.
        public var samplingInterval: Duration = .milliseconds(100)
        /// How long ``ProgressTracker/benchmarkCompleted(success:error:)`` waits at most for the observers.
        public var drainDeadline: Duration = .seconds(2)
        /// Where it says that it was called in a way that makes no sense, or that an observer failed.
        public var logger = Logger(label: "headway")
        /// How long phases took in past runs: what estimates, and the weights of phases in the overall progress, rest on.
        public var history: PhaseHistory?
        /// The run's id; made from the time if `nil`.
        public var runID: String?
        /// Whether a program that `headway run` runs as a phase tells it of its own phases, by lines on its standard output
        /// or error.
        ///
        /// It does so where the environment says that there is such a run (`HEADWAY_RUN_ID`, `HEADWAY_OUTPUT`) and one of
        /// the two still leads there; anywhere else nothing is printed.
        public var reportsToRunner = true
        /// The environment variables; those of the process if `nil`.
        var environment: [String: String]?

        /// The defaults.
        public init() {}

        /// What leads to the run that this program is a phase of, if it is one.
        var runnerOutput: RunnerOutput? {
            guard reportsToRunner else { return nil }
            let output = RunnerOutput(environment: environment ?? ProcessInfo.processInfo.environment)
            // The runner's own tracker isn't one of its phases.
            return output.flatMap { $0.runID == runID ? nil : $0 }
        }
    }
}
