/// Decides what of a run goes into its files and when, and writes the journal.
///
/// It has no clock and no thread: whoever owns it says what time it is, and asks when it wants to be called next.
///
/// The snapshot is written by its owner, from ``snapshotToWrite(at:)``, so that the journal needn't wait for it.
struct RunRecorder {
    private static let retryInterval = Duration.seconds(1)
    /// How often the files are looked for, however seldom a large snapshot is written.
    private static let checkInterval = SnapshotPacer.heartbeatInterval
    /// What a snapshot that couldn't be written counts as at most: a disk that is gone may take its time to say so, and is
    /// to be tried again soon.
    private static let largestFailureCost = Duration.milliseconds(10)

    let paths: RunPaths
    private let files: any FileSystem
    private let durability: FileProgressObserver.Durability

    /// The folded state, as the snapshot will have it.
    private(set) var state = RunState()
    private var journal: JournalFile?
    private var lock: OpenFile?
    private var journalPacer = JournalPacer()
    private var snapshotPacer = SnapshotPacer()
    private var nextCheck = Duration.zero
    /// Whether the files couldn't be made.
    private var isRefused = false
    /// When to try again to make them: what Headway itself refused is for somebody to clear away, but a disk may come back.
    private var retryAt: Duration?
    private(set) var isFinished = false
    /// What went wrong and hasn't been said; one thing of the journal and one of the snapshot at most.
    private var warnings: [FileError] = []
    private var hasJournalWarning = false
    private var hasJournalTrouble = false
    /// Whether something else is in the journal's place; then what is written would go where nobody looks.
    private var isDisplaced = false
    private var hasSnapshotWarning = false
    private var hasLockWarning = false
    /// Whether another writer has taken the files over; then nothing more is written, and the state isn't kept.
    private var isOusted = false

    init(paths: RunPaths, files: any FileSystem, durability: FileProgressObserver.Durability) {
        self.paths = paths
        self.files = files
        self.durability = durability
    }

    /// Whether there is a run to write down.
    private var isRecording: Bool { !isFinished && !isOusted && state.status == .running }

    /// When it wants to be called, if ever.
    var nextStep: Duration? {
        guard isRecording else { return nil }
        guard journal != nil else { return retryAt }
        return min(snapshotPacer.nextWrite, journalPacer.dueAt ?? nextCheck, nextCheck)
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
            try checkWriter()
            lock = try RunLock(path: paths.lock, files: files).take()
            if try files.status(of: paths.journal) != nil {
                try files.rename(paths.journal, to: paths.previousJournal)
            }
            journal = try makeJournal()
            isRefused = false
        } catch {
            isRefused = true
            retryAt = error.code == 0 ? nil : now + Self.retryInterval
            close()
            throw error
        }
    }

    /// Looks for a writer that has lost its lock's file: within a heartbeat it makes it anew, but until then nothing else
    /// keeps a second one away.
    private func checkWriter() throws(FileError) {
        guard try files.status(of: paths.lock) == nil,
            let state = try? RunReader(path: paths.snapshot, files: files).state(), state.status == .running,
            let writer = state.writer, writer.isIdentified, writer.pid != PlatformProcess.currentID
        else { return }
        let name = RunLock.name(pid: writer.pid, host: writer.host)
        throw RunLock(path: paths.lock, files: files).refusal(holder: name)
    }

    private func makeJournal() throws(FileError) -> JournalFile {
        try JournalFile(paths: paths, files: files, synchronizes: durability == .flush)
    }

    /// Makes the files if they couldn't be made before, but not more often than once a second.
    ///
    /// - Returns: Whether they are there.
    private mutating func isPrepared(at now: Duration) -> Bool {
        if journal != nil { return true }
        let isLate = isRefused
        if isLate {
            guard let retryAt, now >= retryAt else { return false }
        }
        do throws(FileError) {
            try prepare(at: now)
        } catch {
            warnOfJournal(error)
            return false
        }
        if isLate { restate() }
        return true
    }

    // MARK: Events

    /// Takes events: writes what must be in the journal at once, in one write, and remembers the rest.
    ///
    /// - Parameters:
    ///   - events: What happened, in order.
    ///   - now: The uptime.
    mutating func take(_ events: [ProgressEvent], at now: Duration) {
        guard !isFinished, !isOusted else { return }
        for event in events { state.apply(event) }
        let isLate = journal == nil && isRefused
        guard isPrepared(at: now) else { return }
        for event in events { snapshotPacer.note(event.type, at: now) }
        // Files that were made late tell all of it, these events included.
        guard !isLate else { return }
        let lines = events.flatMap { journalPacer.take($0, at: now) }
        append(lines, flushing: events.contains { !$0.type.isConflatable })
    }

    /// Does what is due but for the snapshot, which is for the owner to write.
    ///
    /// - Parameter now: The uptime.
    /// - Returns: The state to write as a snapshot, if that is due.
    mutating func snapshotToWrite(at now: Duration) -> RunState? {
        guard isRecording, isPrepared(at: now) else { return nil }
        append(journalPacer.takeDue(at: now), flushing: false)
        let isDue = now >= snapshotPacer.nextWrite
        if isDue || now >= nextCheck {
            checkFiles()
            nextCheck = now + Self.checkInterval
        }
        guard isDue, !isOusted else { return nil }
        state.beat()
        return state
    }

    /// Notes what came of a snapshot.
    ///
    /// - Parameters:
    ///   - began: The uptime when writing it began.
    ///   - cost: How long it took.
    ///   - error: Why it isn't there, if it isn't.
    mutating func wroteSnapshot(at began: Duration, cost: Duration, error: FileError?) {
        snapshotPacer.wrote(at: began, cost: error == nil ? cost : min(cost, Self.largestFailureCost))
        guard let error else {
            hasSnapshotWarning = false
            // A short line may still fit on a full disk: not before there is room for a snapshot the trouble is over.
            if !hasJournalTrouble { hasJournalWarning = false }
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
        checkFiles()
        guard !isOusted else { return nil }
        append(journalPacer.takeAll(), flushing: true)
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
        guard !isDisplaced else {
            journal?.lose(events)
            return
        }
        do throws(FileError) {
            try journal?.append(events, flushing: flushing)
            if !events.isEmpty { hasJournalTrouble = false }
        } catch {
            warnOfJournal(error)
        }
        if let journal { state.setJournalBytes(journal.length) }
    }

    /// Tells the run anew from its beginning; what waited for its line is told with it, and not once more after it.
    private mutating func restate() {
        _ = journalPacer.takeAll()
        append(state.restatement(), flushing: true)
    }

    /// Sees to it that the files are where others look for them: what somebody has removed or put elsewhere is made anew,
    /// the journal from memory.
    ///
    /// A writer that has come in the meantime, while the lock's file was away, is left alone with them.
    private mutating func checkFiles() {
        guard let journal, !isOusted else { return }
        let rival = keepLock()
        do throws(FileError) {
            guard try !journal.isInPlace() else {
                isDisplaced = false
                return
            }
            if let rival { throw rival }
            let renewed = try makeJournal()
            isDisplaced = false
            journal.close()
            self.journal = renewed
            restate()
        } catch {
            isDisplaced = error.code == 0
            guard let rival else { return warnOfJournal(error) }
            isOusted = true
            warnings.append(rival)
        }
    }

    /// Takes the lock again if its file is no longer in its place.
    ///
    /// - Returns: Who holds it now, if somebody else does: a second writer, or one that is about to be refused.
    private mutating func keepLock() -> FileError? {
        guard let held = lock else { return nil }
        let lock = RunLock(path: paths.lock, files: files)
        do throws(FileError) {
            if try !lock.isInPlace(held) {
                try RunFileCheck(paths: paths, files: files).checkLock()
                switch try lock.holder() {
                case .elsewhere(let error): return error
                case .here(let file):
                    files.close(held)
                    self.lock = file
                }
            }
            hasLockWarning = false
        } catch {
            // A disk that is full or gone says so by the other files.
            guard error.code == 0, !hasLockWarning else { return nil }
            warnings.append(error)
            hasLockWarning = true
        }
        return nil
    }

    private mutating func warnOfJournal(_ error: FileError) {
        if !hasJournalWarning, !hasSnapshotWarning { warnings.append(error) }
        hasJournalWarning = true
        hasJournalTrouble = true
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
