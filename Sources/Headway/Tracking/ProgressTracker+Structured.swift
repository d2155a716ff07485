/// Runs and phases that can't be left open.
extension ProgressTracker {
    /// Runs a benchmark: says that it begins, runs the body, and says how it ended.
    ///
    /// The run has `completed` if the body returns, `cancelled` if it throws a `CancellationError`, and `failed` if it
    /// throws anything else. It returns once every observer has been told, or a deadline has passed
    /// (``Configuration/drainDeadline``).
    ///
    /// - Parameters:
    ///   - name: The benchmark's name.
    ///   - phases: The names of the phases to come.
    ///   - expectedSeconds: How long each of them is expected to take, in seconds, `nil` where that isn't known.
    ///   - body: What it does, with the run in which it starts its phases.
    /// - Returns: What the body returns.
    /// - Throws: What the body throws.
    nonisolated(nonsending) public func benchmark<Result>(
        _ name: String,
        phases: [String] = [],
        expectedSeconds: [Double?] = [],
        _ body: nonisolated(nonsending) (BenchmarkRun) async throws -> Result
    ) async rethrows -> Result {
        benchmarkStarted(name, totalPhases: phases.count, phases: phases, expectedSeconds: expectedSeconds)
        do {
            let result = try await body(BenchmarkRun(tracker: self))
            record(end: .completed, error: nil)
            await core.drainAsynchronously()
            return result
        } catch {
            record(end: PhaseStatus(of: error), error: "\(error)")
            await core.drainAsynchronously()
            throw error
        }
    }
}

extension PhaseStatus {
    /// How something ended that threw an error.
    init(of error: any Error) {
        self = error is CancellationError ? .cancelled : .failed
    }
}
