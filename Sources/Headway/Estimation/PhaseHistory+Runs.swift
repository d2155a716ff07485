/// A history from the files of runs.
extension PhaseHistory {
    /// Takes what the newest runs of a benchmark tell, from a folder with a folder for each run.
    ///
    /// A run's folder has a name that sorts by time and a snapshot called `.progress.json`, as those in `.headway/runs` of the
    /// command do. Of other benchmarks' snapshots only the beginning is read, so that thousands of them are no matter. What
    /// isn't a run, goes on, or can't be read, is passed over.
    ///
    /// - Parameters:
    ///   - benchmark: The benchmark's name.
    ///   - folder: The folder that holds the runs' folders.
    public init(benchmark: String, runsIn folder: String) {
        self.init(benchmark: benchmark, runsIn: PlatformFile.absolute(folder), files: PlatformFile())
    }

    package init(benchmark: String, runsIn folder: String, files: any FileSystem) {
        self.init()
        guard let beginning = RunFormat.snapshotBeginning(benchmark: benchmark),
            let names = try? files.names(in: folder)
        else { return }
        var seen: Set<String> = []
        for name in names.sorted(by: >) {
            guard seen.count < Self.runLimit else { break }
            let path = "\(folder)/\(name)/.progress.json"
            guard Self.file(path, begins: beginning, files),
                let state = try? RunReader(path: path, files: files).state(),
                !Self.goesOn(state), state.phases.contains(where: { $0.status == .completed })
            else { continue }
            // A copied folder is no second run.
            if seen.insert(state.runID.isEmpty ? name : state.runID).inserted { add(state) }
        }
    }

    /// Whether a run's writer lives; one that can't be seen from here may have been killed.
    private static func goesOn(_ state: RunState) -> Bool {
        state.status == .running && state.writer?.life == .alive
    }

    private static func file(_ path: String, begins beginning: [UInt8], _ files: any FileSystem) -> Bool {
        guard let file = try? files.open(path, for: .reading) else { return false }
        defer { files.close(file) }
        return (try? files.read(file, from: 0, atMost: beginning.count)) == beginning
    }
}
