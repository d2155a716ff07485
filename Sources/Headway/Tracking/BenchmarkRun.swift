/// A run that is going on, as the body of ``ProgressTracker/benchmark(_:phases:expectedSeconds:_:)`` sees it.
public struct BenchmarkRun: Sendable {
    /// The tracker of the run.
    public let tracker: ProgressTracker

    /// Runs a phase: says that it begins, runs the body, and says how it ended.
    ///
    /// The phase has `completed` if the body returns, was `cancelled` if it throws a `CancellationError`, and has `failed`
    /// with the error's text if it throws anything else. A body that ends its phase itself has the last word.
    ///
    /// - Parameters:
    ///   - name: Its name.
    ///   - total: How many units of work it has, if it counts any and knows.
    ///   - unit: What it counts, for example `"files"`.
    ///   - body: What it does, with the handle with which it reports.
    /// - Returns: What the body returns.
    /// - Throws: What the body throws.
    nonisolated(nonsending) public func phase<Result>(
        _ name: String,
        total: Int? = nil,
        unit: String? = nil,
        _ body: nonisolated(nonsending) (Phase) async throws -> Result
    ) async rethrows -> Result {
        let phase = tracker.startPhase(name, total: total, unit: unit)
        do {
            let result = try await body(phase)
            phase.completeUnlessDone(.completed)
            return result
        } catch {
            phase.completeUnlessDone(PhaseStatus(of: error), error: "\(error)")
            throw error
        }
    }
}
