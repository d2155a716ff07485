/// The journal's file: whole lines, appended.
struct JournalFile {
    private let paths: RunPaths
    private let files: any FileSystem
    private let synchronizes: Bool
    private let file: OpenFile
    /// How long it is, in bytes.
    private(set) var length = 0
    /// The newest event that didn't make it into the file.
    private var lost: ProgressEvent?

    /// Makes a new journal.
    ///
    /// - Parameters:
    ///   - paths: Where it is.
    ///   - files: On which disk.
    ///   - synchronizes: Whether transitions are brought to the disk at once.
    init(paths: RunPaths, files: any FileSystem, synchronizes: Bool) throws(FileError) {
        self.paths = paths
        self.files = files
        self.synchronizes = synchronizes
        file = try files.create(paths.journal, appending: true)
    }

    /// Appends events, in one write.
    ///
    /// The lines that still fit stay. What can't be written is given up; once writing works again, the journal says that it
    /// has a gap.
    ///
    /// - Parameters:
    ///   - events: The events, in order.
    ///   - flushing: Whether there is a transition among them.
    /// - Throws: Why they aren't there.
    mutating func append(_ events: [ProgressEvent], flushing: Bool) throws(FileError) {
        guard let last = events.last else { return }
        let bytes = RunFormat.lines((lost.map { [gap(after: $0)] } ?? []) + events)
        let (count, error) = files.write(bytes, to: file)
        if let error {
            // A line that was begun must not be gone on with by the next one.
            let whole = bytes[..<count].lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
            if count > whole { try? files.truncate(file, to: length + whole) }
            length += whole
            lost = last
            throw error
        }
        lost = nil
        length += count
        if flushing, synchronizes { try files.synchronize(file) }
    }

    /// Whether the file is still where it should be.
    ///
    /// - Throws: What has taken its place, if something has.
    func isInPlace() throws(FileError) -> Bool {
        guard let there = try files.status(of: paths.journal) else { return false }
        guard try there.isSameFile(as: files.status(of: file)) else {
            throw FileError(
                operation: "write to it",
                path: paths.journal,
                code: 0,
                reason: "another file has taken its place; remove it, and the journal is written anew"
            )
        }
        return true
    }

    func close() {
        files.close(file)
    }

    private func gap(after event: ProgressEvent) -> ProgressEvent {
        ProgressEvent(
            type: .journalGap,
            timestamp: event.timestamp,
            message: "events before this one could not be written",
            sequence: event.sequence,
            elapsed: event.elapsed,
            runID: event.runID
        )
    }
}
