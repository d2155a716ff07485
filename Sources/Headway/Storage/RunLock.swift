/// The lock that keeps a second writer away from a run's files.
///
/// It ends with the process that holds it.
package struct RunLock {
    /// How the content of a lock file begins.
    static let holderPrefix = "process "

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
        return (try? files.lock(file)) == false
    }

    /// Takes the lock and writes down who holds it.
    ///
    /// - Returns: The file to close when the lock is no longer needed.
    /// - Throws: Who holds it, if somebody does.
    func take() throws(FileError) -> OpenFile {
        let file = try openOrCreate()
        do throws(FileError) {
            guard try files.lock(file) else {
                let bytes = try files.read(file, from: 0, atMost: 512)
                let holder = String(decoding: bytes, as: UTF8.self).split(separator: "\n").first ?? "another process"
                throw FileError(
                    operation: "write beside it",
                    path: path,
                    code: 0,
                    reason: "\(holder) is writing this run's files; wait for it or choose another path"
                )
            }
            try files.truncate(file, to: 0)
            let holder = "\(Self.holderPrefix)\(PlatformProcess.currentID) on \(PlatformProcess.hostName)\n"
            if let error = files.write([UInt8](holder.utf8), to: file).error { throw error }
            return file
        } catch {
            files.close(file)
            throw error
        }
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
