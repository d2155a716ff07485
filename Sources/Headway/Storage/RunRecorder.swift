/// Decides what of a run goes into its files and when, and writes the journal.
///
/// It has no clock and no thread: whoever owns it says what time it is, and asks when it wants to be called next.
///
/// The snapshot is written by its owner, from ``snapshotToWrite(at:)``, so that the journal needn't wait for it.
struct RunRecorder {
    private static let retryInterval = Duration.seconds(1)

    let paths: RunPaths
    private let files: any FileSystem
    private let durability: FileProgressObserver.Durability

    /// The folded state, as the snapshot will have it.
    private(set) var state = RunState()
    private var journal: JournalFile?
    private var lock: OpenFile?
    private var journalPacer = JournalPacer()
    private var snapshotPacer = SnapshotPacer()
    /// Why the files couldn't be made, and when that was.
    private var refusal: (error: FileError, at: Duration)?
    private(set) var isFinished = false
    /// What went wrong and hasn't been said; one thing of the journal and one of the snapshot at most.
    private var warnings: [FileError] = []
    private var hasJournalWarning = false
    /// Whether something else is in the journal's place; then what is written would go where nobody looks.
    private var isDisplaced = false
    private var hasSnapshotWarning = false

    init(paths: RunPaths, files: any FileSystem, durability: FileProgressObserver.Durability) {
        self.paths = paths
        self.files = files
        self.durability = durability
    }

    /// Whether there is a run to write down.
    private var isRecording: Bool { !isFinished && state.status == .running }

    /// When it wants to be called, if ever.
    var nextStep: Duration? {
        guard isRecording else { return nil }
        guard journal != nil else { return refusal.map { $0.at + Self.retryInterval } }
        return min(snapshotPacer.nextWrite, journalPacer.dueAt ?? snapshotPacer.nextWrite)
    }

    mutating func takeWarnings() -> [FileError] {
        defer { warnings = [] }
        return warnings
    }

    // MARK: Opening

    /// Takes the lock, puts the last run's journal aside and begins a new one.
    ///
    /// - Parameter now: The uptime.
    /// - Throws: What stands in the way, if something does.
    mutating func prepare(at now: Duration) throws(FileError) {
        guard journal == nil else { return }
        do throws(FileError) {
            try RunFileCheck(paths: paths, files: files).run()
            lock = try RunLock(path: paths.lock, files: files).take()
            if try files.status(of: paths.journal) != nil {
                try files.rename(paths.journal, to: paths.previousJournal)
            }
            journal = try makeJournal()
            refusal = nil
        } catch {
            refusal = (error, now)
            close()
            throw error
        }
    }

    private func makeJournal() throws(FileError) -> JournalFile {
        try JournalFile(paths: paths, files: files, synchronizes: durability == .flush)
    }

    /// Makes the files if they couldn't be made before, but not more often than once a second.
    ///
    /// - Returns: Whether they are there.
    private mutating func isPrepared(at now: Duration) -> Bool {
        if journal != nil { return true }
        // What Headway itself refused is for somebody to clear away, but a disk may come back.
        if let refusal, refusal.error.code == 0 || now < refusal.at + Self.retryInterval { return false }
        let isLate = refusal != nil
        do throws(FileError) {
            try prepare(at: now)
        } catch {
            warnOfJournal(error)
            return false
        }
        if isLate { append(state.restatement(), flushing: true) }
        return true
    }

    // MARK: Events

    /// Takes an event: writes what must be in the journal at once, and remembers the rest.
    ///
    /// - Parameters:
    ///   - event: What happened.
    ///   - now: The uptime.
    mutating func take(_ event: ProgressEvent, at now: Duration) {
        guard !isFinished else { return }
        let wasPrepared = journal != nil
        state.apply(event)
        guard isPrepared(at: now) else { return }
        // Files that were made late tell all of it, this event included.
        if wasPrepared || state.sequence <= 1 {
            append(journalPacer.take(event, at: now), flushing: !event.type.isConflatable)
        }
        snapshotPacer.note(event.type, at: now)
    }

    /// Does what is due but for the snapshot, which is for the owner to write.
    ///
    /// - Parameter now: The uptime.
    /// - Returns: The state to write as a snapshot, if that is due.
    mutating func snapshotToWrite(at now: Duration) -> RunState? {
        guard isRecording, isPrepared(at: now) else { return nil }
        append(journalPacer.takeDue(at: now), flushing: false)
        guard now >= snapshotPacer.nextWrite else { return nil }
        state.beat()
        checkJournal()
        return state
    }

    /// Notes what came of a snapshot.
    ///
    /// - Parameters:
    ///   - began: The uptime when writing it began.
    ///   - cost: How long it took.
    ///   - error: Why it isn't there, if it isn't.
    mutating func wroteSnapshot(at began: Duration, cost: Duration, error: FileError?) {
        snapshotPacer.wrote(at: began, cost: cost)
        guard let error else {
            hasSnapshotWarning = false
            return
        }
        // A disk that is full or gone is one trouble, not two.
        if !hasSnapshotWarning, !hasJournalWarning { warnings.append(error) }
        hasSnapshotWarning = true
    }

    /// Writes what still waits, and says what the last snapshot is.
    mutating func finish() -> RunState? {
        guard !isFinished else { return nil }
        isFinished = true
        guard journal != nil else { return nil }
        state.updateDurations()
        return state
    }

    /// Lets go of the files.
    mutating func close() {
        journal?.close()
        if let lock { files.close(lock) }
        journal = nil
        lock = nil
    }

    // MARK: The journal

    private mutating func append(_ events: [ProgressEvent], flushing: Bool) {
        do throws(FileError) {
            guard !isDisplaced else { return }
            try journal?.append(events, flushing: flushing)
            if !events.isEmpty { hasJournalWarning = false }
        } catch {
            warnOfJournal(error)
        }
        if let journal { state.setJournalBytes(journal.length) }
    }

    /// Writes the journal anew from memory if somebody has removed it or put it elsewhere.
    private mutating func checkJournal() {
        guard let journal else { return }
        do throws(FileError) {
            guard try !journal.isInPlace() else {
                isDisplaced = false
                return
            }
            let renewed = try makeJournal()
            isDisplaced = false
            journal.close()
            self.journal = renewed
            append(state.restatement(), flushing: true)
        } catch {
            isDisplaced = error.code == 0
            warnOfJournal(error)
        }
    }

    private mutating func warnOfJournal(_ error: FileError) {
        if !hasJournalWarning, !hasSnapshotWarning { warnings.append(error) }
        hasJournalWarning = true
    }
}

extension RunState {
    /// Moves the heartbeat, and brings the durations up to date for the snapshot.
    fileprivate mutating func beat() {
        heartbeat += 1
        updateDurations()
    }

    fileprivate mutating func setJournalBytes(_ count: Int) { journalBytes = count }
}
