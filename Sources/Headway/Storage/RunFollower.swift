#if canImport(FoundationEssentials)
package import FoundationEssentials
#else
package import Foundation
#endif

/// Follows a run's files as they grow, one look at a time.
///
/// The first look begins with the snapshot and goes on where the journal has more; after that all of the journal is read,
/// as an event that a snapshot covers is news all the same. Transitions come from the journal, the newest values from the
/// snapshot, whichever is further. It follows by path, so it goes on when a file is replaced, and needs nothing but
/// reading: it works on another machine's disk, too.
package struct RunFollower: Sendable {
    /// How much of the journal is read at once.
    private static let chunk = 1 << 20
    /// No snapshot is larger than this, in bytes.
    private static let largestSnapshot = 1 << 30

    /// The state as far as it has been read; `nil` before there was anything to read.
    package private(set) var state: RunState?
    /// When the snapshot that was read last was written, by the clock of its disk.
    package private(set) var writtenAt: Date?

    private let paths: RunPaths
    private let files: any FileSystem
    private var snapshotStatus: FileStatus?
    private var journalStatus: FileStatus?
    private var offset = 0
    /// The beginning of a line whose end isn't there yet.
    private var rest: [UInt8] = []

    /// Follows the run at a path, which needn't be there yet.
    package init(paths: RunPaths, files: any FileSystem) {
        self.paths = paths
        self.files = files
    }

    /// Reads what is new, and sees whether the writer lives.
    ///
    /// - Parameters:
    ///   - date: What time it is.
    ///   - onEvent: Called with each event that the journal has got, in order.
    /// - Returns: Whether the state has changed.
    /// - Throws: A ``RunReaderError`` if there are files, but none that can be read.
    package mutating func read(
        at date: Date = SystemClock().date,
        onEvent: (ProgressEvent) -> Void = { _ in }
    ) throws(RunReaderError) -> Bool {
        let before = (state?.runID, state?.sequence, state?.heartbeat)
        var gone: RunWriter?
        repeat {
            try readFiles(onEvent)
            let life = life(at: date)
            state?.lifeWhenRead = life
            // It may have written its end and left since the files were read: only what is read afterwards is all of it.
            guard life == .dead, state?.writer != gone else { break }
            gone = state?.writer
        } while true
        return before != (state?.runID, state?.sequence, state?.heartbeat)
    }

    /// Whether the writer of a run that goes on lives.
    private func life(at date: Date) -> WriterLife? {
        guard let state, state.status == .running, let writer = state.writer else { return nil }
        let wrote = [writtenAt, journalStatus?.modifiedAt].compactMap(\.self).max()
        return writer.life(heartbeatAge: wrote.map(date.timeIntervalSince) ?? 0)
    }

    private mutating func readFiles(_ onEvent: (ProgressEvent) -> Void) throws(RunReaderError) {
        var problem: RunReaderError?
        do throws(RunReaderError) {
            try readSnapshot()
        } catch {
            problem = error
        }
        if state == nil, let problem, problem.kind == .lasting { throw problem }
        do throws(FileError) {
            try readJournal(onEvent)
        } catch {
            problem = problem ?? RunReaderError(path: paths.journal, reason: error.reason, kind: .lasting)
        }
        if state == nil, let problem { throw problem }
    }

    /// Takes the snapshot if it is a new one and further than the journal.
    private mutating func readSnapshot() throws(RunReaderError) {
        let read: (status: FileStatus, bytes: [UInt8])?
        do throws(FileError) {
            read = try newSnapshot()
        } catch {
            throw RunReaderError(path: paths.snapshot, reason: error.reason, kind: .lasting)
        }
        guard let read else {
            if snapshotStatus == nil {
                throw RunReaderError(path: paths.snapshot, reason: "there is no such file", kind: .missing)
            }
            return
        }
        var snapshot: RunState
        do throws(RunFormatError) {
            snapshot = try RunFormat.state(read.bytes)
        } catch {
            guard error.isMendable else {
                throw RunReaderError(path: paths.snapshot, reason: error.description, kind: .lasting)
            }
            let reason = "\(error), and no journal beside it tells what was in it"
            throw RunReaderError(path: paths.snapshot, reason: reason, kind: .damaged)
        }
        snapshotStatus = read.status
        writtenAt = read.status.modifiedAt
        guard let state, state.runID == snapshot.runID else {
            // Another run, or the first: what was read of the journal may be the old one's.
            state = snapshot
            offset = snapshot.journalBytes
            rest = []
            journalStatus = nil
            return
        }
        if snapshot.sequence >= state.sequence {
            self.state = snapshot
        } else {
            self.state?.heartbeat = max(state.heartbeat, snapshot.heartbeat)
        }
    }

    private func newSnapshot() throws(FileError) -> (FileStatus, [UInt8])? {
        guard let status = try files.status(of: paths.snapshot), status != snapshotStatus else { return nil }
        let file = try files.open(paths.snapshot, for: .reading)
        defer { files.close(file) }
        let opened = try files.status(of: file)
        return (opened, try files.contents(of: file, atMost: Self.largestSnapshot))
    }

    /// Folds what the journal has got, up to its last whole line.
    private mutating func readJournal(_ onEvent: (ProgressEvent) -> Void) throws(FileError) {
        guard try files.status(of: paths.journal) != nil else { return }
        let file = try files.open(paths.journal, for: .reading)
        defer { files.close(file) }
        let opened = try files.status(of: file)
        let isKnown = journalStatus.map { opened.isSameFile(as: $0) } ?? false
        if opened.size < offset || (journalStatus != nil && !isKnown) {
            // A new run has begun at the path, or the file was written anew.
            offset = 0
            rest = []
        } else if !isKnown, offset > 0, let first = try firstRunID(of: file), first != state?.runID {
            // The snapshot is still the old run's: the new one has got no further than its journal.
            offset = 0
            rest = []
        }
        journalStatus = opened
        while offset < opened.size {
            let bytes = try files.read(file, from: offset, atMost: Self.chunk)
            guard !bytes.isEmpty else { return }
            offset += bytes.count
            fold(bytes, onEvent)
        }
    }

    /// The run to which a journal's first line belongs.
    private func firstRunID(of file: OpenFile) throws(FileError) -> String? {
        var line: [UInt8] = []
        while line.count <= RunFormat.longestLine {
            let bytes = try files.read(file, from: line.count, atMost: 1 << 16)
            let end = bytes.firstIndex(of: UInt8(ascii: "\n"), from: 0)
            line += bytes.prefix(end ?? bytes.count)
            if end != nil { return RunFormat.event(line)?.runID }
            if bytes.isEmpty { return nil }
        }
        return nil
    }

    private mutating func fold(_ bytes: [UInt8], _ onEvent: (ProgressEvent) -> Void) {
        let known = rest.count
        rest += bytes
        var begin = 0
        while let end = rest.firstIndex(of: UInt8(ascii: "\n"), from: Swift.max(begin, known)) {
            if let event = RunFormat.event(rest[begin..<end]) {
                // In place: a second reference would have each event copy all phases.
                if state == nil { state = RunState() }
                state?.apply(event)
                onEvent(event)
            }
            begin = end + 1
        }
        rest.removeSubrange(..<begin)
        // A line that long is no event; what comes after its end is.
        if rest.count > RunFormat.longestLine { rest = [0] }
    }
}
