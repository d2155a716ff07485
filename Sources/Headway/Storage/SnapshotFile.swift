/// The snapshot's place: each new one takes it whole, so that whoever reads sees one or the other, never a part.
struct SnapshotFile {
    private let paths: RunPaths
    private let files: any FileSystem
    private let synchronizes: Bool
    /// The snapshot as it was written last, kept open to notice when something else takes its place.
    private var current: OpenFile?

    /// - Parameters:
    ///   - paths: Where it is.
    ///   - files: On which disk.
    ///   - synchronizes: Whether each snapshot is brought to the disk before it takes the place.
    init(paths: RunPaths, files: any FileSystem, synchronizes: Bool) {
        self.paths = paths
        self.files = files
        self.synchronizes = synchronizes
    }

    /// Writes a new snapshot.
    ///
    /// - Parameter state: What it says.
    /// - Throws: Why the old one is still there.
    mutating func write(_ state: RunState) throws(FileError) {
        let bytes = RunFormat.snapshot(state)
        let path = paths.unfinishedSnapshot
        let file = try create(path)
        do throws(FileError) {
            if let error = files.write(bytes, to: file).error { throw error }
            if synchronizes { try files.synchronize(file) }
            let there = try files.status(of: paths.snapshot)
            if let there, let current, try !files.status(of: current).isSameFile(as: there) {
                try RunFileCheck(paths: paths, files: files).checkSnapshot()
            }
            try files.rename(path, to: paths.snapshot)
        } catch {
            files.close(file)
            try? files.remove(path)
            throw error
        }
        close()
        current = file
    }

    /// Lets go of the last snapshot.
    mutating func close() {
        if let current { files.close(current) }
        current = nil
    }

    private func create(_ path: String) throws(FileError) -> OpenFile {
        do throws(FileError) {
            return try files.create(path, appending: false)
        } catch {
            guard try files.status(of: path) != nil else { throw error }
            // What a killed writer left behind; the lock says that no living one is at it.
            try RunFileCheck(paths: paths, files: files).checkUnfinishedSnapshot()
            try files.remove(path)
            return try files.create(path, appending: false)
        }
    }
}
