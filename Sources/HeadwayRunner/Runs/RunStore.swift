package import Headway

/// The runs of the command: folders under `.headway/runs`.
///
/// There is no index; the folders are the history.
public struct RunStore: Sendable {
    /// The folder that holds them, usually `.headway`.
    public let root: String
    let files: any FileSystem

    /// Makes a store.
    ///
    /// Nothing is written before a run is begun.
    ///
    /// - Parameter root: The folder that holds the runs.
    public init(root: String) {
        self.init(root: root, files: PlatformFile())
    }

    package init(root: String, files: any FileSystem) {
        self.root = PlatformFile.absolute(root)
        self.files = files
    }

    /// The folder with the runs' folders.
    var runs: String { root + "/runs" }

    /// The folder of a run, whether it is there or not.
    ///
    /// - Parameter id: The run's id.
    public func folder(of id: String) -> RunFolder {
        RunFolder(id: id, path: "\(runs)/\(id)")
    }

    /// Makes the folder of a new run.
    ///
    /// - Parameter id: The run's id.
    /// - Returns: The folder.
    /// - Throws: A ``/Headway/FileError`` if it can't be made.
    public func begin(_ id: String) throws -> RunFolder {
        let folder = folder(of: id)
        try files.makeFolder(runs)
        // Nobody commits runs by accident.
        try makeIgnoreFile(root + "/.gitignore")
        try files.makeFolder(folder.output)
        return folder
    }

    private func makeIgnoreFile(_ path: String) throws {
        guard try files.status(of: path) == nil else { return }
        let file: OpenFile
        do {
            file = try files.create(path, appending: false)
        } catch {
            // Another run that begins at the same time may have made it.
            guard try files.status(of: path) != nil else { throw error }
            return
        }
        defer { files.close(file) }
        if let error = files.write(Array("*\n".utf8), to: file).error { throw error }
    }

    /// The runs, oldest first.
    ///
    /// A run is a folder that holds a plan, a snapshot or a journal, damaged or not; whatever else is there is left alone.
    ///
    /// - Returns: Their folders; none if there never was a run.
    /// - Throws: A ``/Headway/FileError`` if the folder can't be read.
    public func all() throws -> [RunFolder] {
        try folders().filter { isRun($0) }
    }

    /// What may be a run, by its name alone: to look into each of thousands takes longer than all else.
    private func folders() throws -> [RunFolder] {
        guard try files.status(of: runs) != nil else { return [] }
        return try files.names(in: runs).sorted().map { folder(of: $0) }
    }

    private func isRun(_ folder: RunFolder) -> Bool {
        func kind(_ path: String) -> FileStatus.Kind? { (try? files.status(of: path))?.kind }
        guard !folder.id.hasPrefix("."), kind(folder.path) == .folder else { return false }
        return [folder.plan, folder.snapshot, folder.journal].contains { kind($0) != nil }
    }

    /// Removes a run with all that is in its folder.
    ///
    /// - Parameter folder: The run's folder.
    /// - Throws: A ``/Headway/FileError`` if something can't be removed.
    public func remove(_ folder: RunFolder) throws {
        try remove(folder.path)
    }

    /// Removes a run's output, journal and whatever else, so that its snapshot and its plan are left.
    ///
    /// - Parameter folder: The run's folder.
    /// - Throws: A ``/Headway/FileError`` if something can't be removed.
    public func strip(_ folder: RunFolder) throws {
        for name in try files.names(in: folder.path) {
            let path = folder.path + "/" + name
            if path != folder.snapshot, path != folder.plan { try remove(path) }
        }
    }

    private func remove(_ path: String) throws {
        guard let status = try files.status(of: path) else { return }
        guard status.kind == .folder else { return try files.remove(path) }
        for name in try files.names(in: path) { try remove(path + "/" + name) }
        try files.removeFolder(path)
    }

    /// Finds the snapshot of a run.
    ///
    /// - Parameter name: Its id, a unique start of one, or the path of a snapshot; the newest run if `nil`.
    /// - Returns: The path of its snapshot.
    /// - Throws: A ``RunStoreError`` if there is no such run, or there are several.
    public func snapshot(of name: String?) throws -> String {
        guard let name else {
            guard let newest = try folders().last(where: { isRun($0) }) else { throw RunStoreError.noRuns(root: root) }
            return newest.snapshot
        }
        if name.contains("/") || name.hasSuffix(".json") { return PlatformFile.absolute(name) }
        let matches = try folders().filter { $0.id.hasPrefix(name) && isRun($0) }
        if let exact = matches.first(where: { $0.id == name }) { return exact.snapshot }
        guard let match = matches.first, !name.isEmpty else {
            throw RunStoreError.noSuchRun(name: name, root: root)
        }
        guard matches.count == 1 else {
            throw RunStoreError.ambiguous(name: name, ids: matches.map(\.id))
        }
        return match.snapshot
    }
}

/// Why a run can't be found.
public enum RunStoreError: Error, Sendable, Hashable, CustomStringConvertible {
    /// There are no runs at all.
    case noRuns(root: String)
    /// None has this id.
    case noSuchRun(name: String, root: String)
    /// Several ids begin so.
    case ambiguous(name: String, ids: [String])

    /// The error as a sentence.
    public var description: String {
        switch self {
        case .noRuns(let root):
            "\(root): there are no runs yet; `headway run` makes one, and --root says where runs are kept"
        case .noSuchRun(let name, let root):
            "\(root): there is no run `\(name)`; `headway list` shows which there are"
        case .ambiguous(let name, let ids):
            "`\(name)` is the start of \(ids.count) runs (\(ids.prefix(5).joined(separator: ", "))…); give more of it"
        }
    }
}
