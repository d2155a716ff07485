public import Headway

extension RunStore {
    /// What past runs of a benchmark tell: the newest ones with a phase that succeeded.
    ///
    /// - Parameter benchmark: The benchmark's name.
    /// - Returns: The history; an empty one where there is none, or it can't be read.
    public func history(of benchmark: String) -> PhaseHistory {
        PhaseHistory(benchmark: benchmark, runsIn: runs, files: files)
    }
}
