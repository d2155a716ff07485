public import Headway

extension RunStore {
    /// How much of a snapshot is read to see whose it is: its benchmark's name comes first.
    private static let headLength = 16 << 10

    /// What past runs of a benchmark tell: the newest ones with a phase that succeeded.
    ///
    /// Only the snapshots of that benchmark are read whole, so that a store with thousands of runs is no matter.
    ///
    /// - Parameters:
    ///   - benchmark: The benchmark's name.
    ///   - id: A run to leave out, such as the one that is about to begin.
    /// - Returns: The history; an empty one where there is none, or it can't be read.
    public func history(of benchmark: String, except id: String? = nil) -> PhaseHistory {
        var history = PhaseHistory()
        var count = 0
        guard let mark = RunFormat.snapshotBeginning(benchmark: benchmark) else { return history }
        for folder in ((try? all()) ?? []).reversed() where folder.id != id {
            guard count < PhaseHistory.runLimit, begins(folder.snapshot, with: mark),
                let state = try? RunReader(path: folder.snapshot).state(), state.status.isEnd,
                state.phases.contains(where: { $0.status == .completed })
            else { continue }
            history.add(state)
            count += 1
        }
        return history
    }

    private func begins(_ path: String, with mark: [UInt8]) -> Bool {
        guard mark.count <= Self.headLength, let file = try? files.open(path, for: .reading) else { return false }
        defer { files.close(file) }
        return (try? files.read(file, from: 0, atMost: mark.count)) == mark
    }
}
