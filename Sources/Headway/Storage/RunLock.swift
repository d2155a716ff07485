/// The lock that keeps a second writer away from a run's files.
///
/// It ends with the process that holds it.
package struct RunLock {
    /// How the content of a lock file begins.
    static let holderPrefix = "process "
    /// How often a lock's file may be swapped, or looked at, while it is being taken.
    private static let mostAttempts = 10

    let path: String
    let files: any FileSystem

    /// Whether somebody holds a lock, on this machine and in whatever namespace.
    ///
    /// - Parameters:
    ///   - path: The lock's file.
    ///   - files: On which disk.
    package static func isHeld(_ path: String, files: any FileSystem) -> Bool {
        guard let file = try? files.open(path, for: .appending) else { return false }
        defer { files.close(file) }
        // A shared one, by which a run that begins just now knows that somebody only looks.
        return (try? files.lock(file, isShared: true)) == false
    }

    /// Who holds a lock.
    enum Holder {
        /// This process, by this file: to be closed when the lock is no longer needed.
        case here(OpenFile)
        /// Somebody else; the error says who.
        case elsewhere(FileError)
    }

    /// Takes the lock and writes down who holds it.
    ///
    /// - Returns: The file to close when the lock is no longer needed.
    /// - Throws: Who holds it, if somebody does.
    func take() throws(FileError) -> OpenFile {
        switch try holder() {
        case .here(let file): return file
        case .elsewhere(let error): throw error
        }
    }

    /// Takes the lock if nobody holds it.
    func holder() throws(FileError) -> Holder {
        for _ in 0..<Self.mostAttempts {
            let file = try openOrCreate()
            do throws(FileError) {
                if try files.lock(file, isShared: false) {
                    if try isInPlace(file) {
                        try sign(file)
                        return .here(file)
                    }
                } else if try !files.lock(file, isShared: true) {
                    defer { files.close(file) }
                    return .elsewhere(refusal(holder: try name(in: file)))
                }
            } catch {
                files.close(file)
                throw error
            }
            // Somebody only looks, or has removed it in between; a lock on a file that nobody finds keeps nobody away.
            files.close(file)
        }
        throw FileError(operation: "lock it", path: path, code: 0, reason: "somebody gets at it again and again")
    }

    /// Whether a lock's file is still where others look for it.
    func isInPlace(_ file: OpenFile) throws(FileError) -> Bool {
        guard let there = try files.status(of: path) else { return false }
        return try there.isSameFile(as: files.status(of: file))
    }

    /// What to say to a second writer.
    ///
    /// - Parameter holder: Who writes, for example `process 4711 on host`.
    func refusal(holder: String) -> FileError {
        FileError(
            operation: "write beside it",
            path: path,
            code: 0,
            reason: "\(holder) is writing this run's files; wait for it or choose another path"
        )
    }

    /// A writer as a lock's file names it.
    static func name(pid: Int, host: String) -> String { "\(holderPrefix)\(pid) on \(host)" }

    private func name(in file: OpenFile) throws(FileError) -> String {
        let bytes = try files.read(file, from: 0, atMost: 512)
        return String(decoding: bytes, as: UTF8.self).split(separator: "\n").first.map(String.init) ?? "another process"
    }

    private func sign(_ file: OpenFile) throws(FileError) {
        try files.truncate(file, to: 0)
        let name = Self.name(pid: PlatformProcess.currentID, host: PlatformProcess.hostName) + "\n"
        if let error = files.write([UInt8](name.utf8), to: file).error { throw error }
    }

    private func openOrCreate() throws(FileError) -> OpenFile {
        if try files.status(of: path) == nil {
            do throws(FileError) {
                return try files.create(path, appending: true)
            } catch {
                // Another writer may have made it in between; then it can be opened.
                guard try files.status(of: path) != nil else { throw error }
            }
        }
        return try files.open(path, for: .appending)
    }
}
