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
    /// Whether it ends with a part of a line.
    private var isTorn = false

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
    /// has a gap: with the next events or, if there are to be none, when it is flushed.
    ///
    /// - Parameters:
    ///   - events: The events, in order.
    ///   - flushing: Whether there is a transition among them, or they are the last.
    /// - Throws: Why they aren't there.
    mutating func append(_ events: [ProgressEvent], flushing: Bool) throws(FileError) {
        guard !events.isEmpty || (flushing && lost != nil) else { return }
        var bytes = RunFormat.lines((lost.map { [gap(after: $0)] } ?? []) + events)
        if isTorn {
            bytes.insert(UInt8(ascii: "\n"), at: 0)
            if let size = try? files.status(of: file).size { length = size }
        }
        let (count, error) = files.write(bytes, to: file)
        if count > 0 { isTorn = false }
        if let error {
            // A line that was begun must not be gone on with by the next one.
            let whole = bytes[..<count].lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
            length += whole
            if count > whole, (try? files.truncate(file, to: length)) == nil { isTorn = true }
            lost = events.last ?? lost
            throw error
        }
        lost = nil
        length += count
        if flushing, synchronizes { try files.synchronize(file) }
    }

    /// Notes that events won't be written, so that the journal says that it has a gap.
    mutating func lose(_ events: [ProgressEvent]) {
        lost = events.last ?? lost
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
