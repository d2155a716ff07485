/// Looks at what is in the place of a run's files before a new run takes it: only Headway's own files are replaced.
struct RunFileCheck {
    let paths: RunPaths
    let files: any FileSystem

    /// - Throws: What is in the way.
    func run() throws(FileError) {
        try checkSnapshot()
        try checkUnfinishedSnapshot()
        try checkLock()
        for journal in [paths.journal, paths.previousJournal] where try isOccupied(journal) {
            let head = try beginning(of: journal)
            guard head.isEmpty || (head.hasPrefix("{") && head.contains("\"run_id\"")) else {
                throw refusal(journal, "it is not a Headway journal; move it away or choose another path")
            }
        }
    }

    /// - Throws: What is in the place of the snapshot, if that isn't one.
    func checkSnapshot() throws(FileError) {
        guard try isOccupied(paths.snapshot) else { return }
        let head = try beginning(of: paths.snapshot)
        guard head.isEmpty || head.contains("\"headway.progress/") else {
            throw refusal(paths.snapshot, "it is not a Headway progress file; move it away or choose another path")
        }
    }

    /// - Throws: What is in the place of a snapshot that isn't whole yet, if no killed writer has left that there.
    func checkUnfinishedSnapshot() throws(FileError) {
        let path = paths.unfinishedSnapshot
        guard try isOccupied(path) else { return }
        let head = try beginning(of: path)
        guard head.hasPrefix(RunFormat.snapshotPrefix) || RunFormat.snapshotPrefix.hasPrefix(head) else {
            throw refusal(path, "it is in the way and not Headway's; move it away or choose another path")
        }
    }

    /// - Throws: What is in the place of the lock, if that isn't one.
    func checkLock() throws(FileError) {
        guard try isOccupied(paths.lock) else { return }
        let head = try beginning(of: paths.lock)
        guard head.isEmpty || head.hasPrefix(RunLock.holderPrefix) else {
            throw refusal(paths.lock, "it is in the way and not Headway's; move it away or choose another path")
        }
    }

    private func isOccupied(_ path: String) throws(FileError) -> Bool {
        guard let status = try files.status(of: path) else { return false }
        switch status.kind {
        case .regular: return true
        case .link:
            throw refusal(path, "it is a symbolic link, which is never followed; remove it or choose another path")
        case .pipe: throw refusal(path, "it is a pipe; remove it or choose another path")
        case .folder: throw refusal(path, "it is a folder; choose another path")
        case .other: throw refusal(path, "it is not a regular file; choose another path")
        }
    }

    private func beginning(of path: String) throws(FileError) -> String {
        let file = try files.open(path, for: .reading)
        defer { files.close(file) }
        // A snapshot's keys are sorted, so its schema comes late: after the phases. Both ends are looked at.
        let size = try files.status(of: file).size
        let head = try files.read(file, from: 0, atMost: 1 << 16)
        let tail = size > head.count ? try files.read(file, from: max(size - 4_096, head.count), atMost: 4_096) : []
        return String(decoding: head + tail, as: UTF8.self)
    }

    private func refusal(_ path: String, _ reason: String) -> FileError {
        FileError(operation: "write the run's progress to it", path: path, code: 0, reason: reason)
    }
}
