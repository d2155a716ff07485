public import Logging

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

        /// The defaults.
        public init() {}
    }
}
