/// Reads a run's files, live or long after.
public struct RunReader: Sendable {
    /// No snapshot is larger than this, in bytes.
    private static let largestSnapshot = 1 << 30
    private static let chunk = 1 << 20

    /// The path of the snapshot.
    public let path: String
    private let paths: RunPaths
    private let files: any FileSystem

    /// Makes a reader.
    ///
    /// - Parameter path: The path of the snapshot, for example `.progress.json`.
    public init(path: String) {
        self.init(path: path, files: PlatformFile())
    }

    package init(path: String, files: any FileSystem) {
        self.path = PlatformFile.absolute(path)
        paths = RunPaths(snapshot: self.path)
        self.files = files
    }

    /// The run's state: the snapshot and what the journal has beyond it, whichever is further.
    ///
    /// A snapshot that is missing or damaged is rebuilt from the journal.
    ///
    /// - Returns: The state.
    /// - Throws: A ``RunReaderError`` that says what is wrong with the files.
    public func state() throws -> RunState {
        var state: RunState
        do {
            state = try snapshot()
        } catch let error as RunReaderError {
            guard error.isMendable, try files.status(of: paths.journal) != nil else { throw error }
            state = RunState()
            try fold(into: &state)
            guard state.sequence > 0 else { throw error }
            return state
        }
        let runID = state.runID
        var ahead = state
        if (try? fold(into: &ahead)) != nil, ahead.runID == runID { state = ahead }
        return state
    }

    /// The snapshot as it is, without the journal.
    private func snapshot() throws -> RunState {
        let bytes: [UInt8]
        do {
            guard try files.status(of: path) != nil else {
                throw RunReaderError(path: path, reason: "there is no such file", isMendable: true)
            }
            bytes = try files.contents(of: path, atMost: Self.largestSnapshot)
        } catch let error as FileError {
            throw RunReaderError(path: path, reason: error.reason, isMendable: false)
        }
        do throws(RunFormatError) {
            return try RunFormat.state(bytes)
        } catch {
            if case .broken = error {
                throw RunReaderError(path: path, reason: error.description, isMendable: true)
            }
            throw RunReaderError(path: path, reason: error.description, isMendable: false)
        }
    }

    /// Folds the journal from where the state says that it has got to, up to the last whole line.
    private func fold(into state: inout RunState) throws {
        guard try files.status(of: paths.journal) != nil else { return }
        let journal = try files.open(paths.journal, for: .reading)
        defer { files.close(journal) }
        let size = try files.status(of: journal).size
        var offset = state.journalBytes <= size ? state.journalBytes : 0
        var rest: [UInt8] = []
        while true {
            let bytes = try files.read(journal, from: offset, atMost: Self.chunk)
            guard !bytes.isEmpty else { break }
            offset += bytes.count
            rest += bytes
            var begin = rest.startIndex
            while let end = rest[begin...].firstIndex(of: UInt8(ascii: "\n")) {
                if let event = RunFormat.event(rest[begin..<end]) { state.apply(event) }
                begin = end + 1
                state.journalBytes = offset - (rest.count - begin)
            }
            rest.removeSubrange(..<begin)
            if rest.count > RunFormat.longestLine { rest = [] }
        }
    }
}

/// Why a run's files can't be read.
public struct RunReaderError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The file.
    public let path: String
    /// What is wrong with it, and how to mend it.
    public let reason: String
    /// Whether the journal may have what the snapshot lacks.
    let isMendable: Bool

    /// The error as a sentence.
    public var description: String { "\(path): \(reason)" }
}
