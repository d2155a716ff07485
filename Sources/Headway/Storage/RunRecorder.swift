import Logging

/// Writes the journal and the snapshot of a run.
///
/// It has no clock and no thread: whoever owns it says what time it is, and asks when it wants to be called next.
///
/// A disk that is full or gone costs one warning. Lines that couldn't be written are given up; when writing works again,
/// the journal says that it has a gap.
struct RunRecorder {
    /// Whether transitions are brought to the disk at once.
    enum Durability {
        case process
        case disk
    }

    let paths: RunPaths
    private let files: any FileSystem
    private let durability: Durability
    private let logger: Logger

    /// The folded state, as the snapshot will have it.
    private(set) var state = RunState()
    private var journal: OpenFile?
    private var lock: OpenFile?
    private var journalPacer = JournalPacer()
    private var snapshotPacer = SnapshotPacer()
    /// The newest event that didn't make it into the journal.
    private var lost: ProgressEvent?
    private var hasWarned = false
    /// The snapshot as it was written last, kept open to notice when something else takes its place.
    private var snapshot: OpenFile?
    /// Why the files can't be written at all, if they can't.
    private var refusal: FileError?
    private(set) var isFinished = false

    init(paths: RunPaths, files: any FileSystem, durability: Durability, logger: Logger) {
        self.paths = paths
        self.files = files
        self.durability = durability
        self.logger = logger
    }

    /// Whether there is a run to write down.
    var isRecording: Bool { journal != nil && !isFinished && state.status == .running }

    /// When it wants ``write(at:measure:)`` to be called, if ever.
    var nextWrite: Duration? {
        guard isRecording else { return nil }
        return min(snapshotPacer.nextWrite, journalPacer.dueAt ?? snapshotPacer.nextWrite)
    }

    // MARK: Opening

    /// Takes the lock, puts the last run's journal aside and begins a new one.
    ///
    /// - Throws: What stands in the way, if something does.
    mutating func prepare() throws(FileError) {
        guard journal == nil else { return }
        if let refusal { throw refusal }
        do throws(FileError) {
            try RunFileCheck(paths: paths, files: files).run()
            lock = try RunLock(path: paths.lock, files: files).take()
            if try files.status(of: paths.journal) != nil {
                try files.rename(paths.journal, to: paths.previousJournal)
            }
            journal = try files.create(paths.journal, appending: true)
        } catch {
            refusal = error
            close()
            throw error
        }
    }

    // MARK: Events

    /// Takes an event: writes what must be in the journal at once, and remembers the rest.
    ///
    /// - Parameters:
    ///   - event: What happened.
    ///   - now: The uptime.
    mutating func take(_ event: ProgressEvent, at now: Duration) {
        guard !isFinished else { return }
        do throws(FileError) {
            try prepare()
        } catch {
            warn(error)
            return
        }
        state.apply(event)
        append(journalPacer.take(event, at: now), flushing: !event.type.isConflatable)
        snapshotPacer.note(event.type, at: now)
    }

    /// Does what is due.
    ///
    /// - Parameters:
    ///   - now: The uptime.
    ///   - measure: The uptime again, to see what the snapshot cost.
    mutating func write(at now: Duration, measure: () -> Duration) {
        guard isRecording else { return }
        append(journalPacer.takeDue(at: now), flushing: false)
        guard now >= snapshotPacer.nextWrite else { return }
        state.heartbeat += 1
        checkJournal()
        writeSnapshot()
        snapshotPacer.wrote(at: now, cost: measure() - now)
    }

    /// Writes the last snapshot and closes the files.
    mutating func finish() {
        guard !isFinished else { return }
        if journal != nil { writeSnapshot() }
        isFinished = true
        close()
    }

    // MARK: Files

    private mutating func append(_ events: [ProgressEvent], flushing: Bool) {
        guard let journal, let last = events.last else { return }
        var bytes: [UInt8] = []
        if let lost { bytes += gap(after: lost) }
        for event in events { bytes += (try? RunFormat.line(event)) ?? [] }
        let length = state.journalBytes
        let (count, error) = files.write(bytes, to: journal)
        guard let error else {
            lost = nil
            hasWarned = false
            state.journalBytes += count
            if flushing, durability == .disk {
                do throws(FileError) { try files.synchronize(journal) } catch { warn(error) }
            }
            return
        }
        // A line that was begun must not be gone on with by the next one.
        if count > 0 { try? files.truncate(journal, to: length) }
        lost = last
        warn(error)
    }

    private func gap(after event: ProgressEvent) -> [UInt8] {
        let line = ProgressEvent(
            type: .journalGap,
            timestamp: event.timestamp,
            message: "events before this one could not be written",
            sequence: event.sequence,
            elapsed: event.elapsed,
            runID: event.runID
        )
        return (try? RunFormat.line(line)) ?? []
    }

    /// Writes the journal anew from memory if somebody has removed it or put it elsewhere.
    private mutating func checkJournal() {
        guard let journal else { return }
        do throws(FileError) {
            let there = try files.status(of: paths.journal)
            if let there, try there.isSameFile(as: files.status(of: journal)) { return }
            guard there == nil else {
                throw FileError(
                    operation: "write to it",
                    path: paths.journal,
                    code: 0,
                    reason: "another file has taken its place; remove it, and the journal is written anew"
                )
            }
            let renewed = try files.create(paths.journal, appending: true)
            files.close(journal)
            self.journal = renewed
            state.journalBytes = 0
            lost = nil
            append(state.restatement(), flushing: true)
        } catch {
            warn(error)
        }
    }

    private mutating func writeSnapshot() {
        do {
            let bytes = try RunFormat.snapshot(state)
            try replaceSnapshot(with: bytes)
            if lost == nil { hasWarned = false }
        } catch let error as FileError {
            warn(error)
        } catch {
            warn(FileError(operation: "encode the run's state", path: paths.snapshot, code: 0, reason: "\(error)"))
        }
    }

    /// Puts a new file in the place of the old one, so that whoever reads it sees one or the other, never a part.
    private mutating func replaceSnapshot(with bytes: [UInt8]) throws(FileError) {
        let path = paths.unfinishedSnapshot
        let file: OpenFile
        do throws(FileError) {
            file = try files.create(path, appending: false)
        } catch {
            // What a killed writer left behind; the lock says that no living one is at it.
            guard try files.status(of: path) != nil else { throw error }
            try files.remove(path)
            file = try files.create(path, appending: false)
        }
        do throws(FileError) {
            if let error = files.write(bytes, to: file).error { throw error }
            if durability == .disk { try files.synchronize(file) }
            let there = try files.status(of: paths.snapshot)
            if let there, let snapshot, try !files.status(of: snapshot).isSameFile(as: there) {
                try RunFileCheck(paths: paths, files: files).checkSnapshot()
            }
            try files.rename(path, to: paths.snapshot)
            if let snapshot { files.close(snapshot) }
            snapshot = file
        } catch {
            files.close(file)
            try? files.remove(path)
            throw error
        }
    }

    private mutating func close() {
        for file in [journal, snapshot, lock] {
            if let file { files.close(file) }
        }
        journal = nil
        snapshot = nil
        lock = nil
    }

    private mutating func warn(_ error: FileError) {
        guard !hasWarned else { return }
        hasWarned = true
        logger.warning(
            "the run goes on, but its progress can't be written: \(error)",
            metadata: ["path": "\(error.path)", "code": "\(error.code)"]
        )
    }
}
