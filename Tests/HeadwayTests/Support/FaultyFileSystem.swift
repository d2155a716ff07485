import Synchronization

@testable import Headway

#if canImport(Darwin)
import Darwin
#elseif canImport(Glibc)
import Glibc
#endif

/// The real files, on a disk that can fill up and go away.
final class FaultyFileSystem: FileSystem {
    private struct Faults {
        /// How many bytes the disk still takes; `nil` for any number.
        var room: Int?
        /// The error of every call, if the disk is gone.
        var gone: Int32?
        /// The error of making files, if the folder can't be written.
        var readOnly: Int32?
        /// Whether files can't be cut.
        var isUncuttable = false
        /// How often a lock is found looked at, by somebody who takes a shared one.
        var looks = 0
        /// What happens once a journal has been read.
        var afterReading: (@Sendable () -> Void)?
    }

    private let real = PlatformFile()
    private let faults = Mutex(Faults())

    func fill(leaving room: Int) { faults.withLock { $0.room = room } }
    func makeRoom() { faults.withLock { $0.room = nil } }
    func detach(_ code: Int32 = EIO) { faults.withLock { $0.gone = code } }
    func attach() { faults.withLock { $0.gone = nil } }
    func allow() { faults.withLock { $0.readOnly = nil } }
    func protect(_ code: Int32 = EACCES) { faults.withLock { $0.readOnly = code } }
    func forbidCutting() { faults.withLock { $0.isUncuttable = true } }
    func lookAtLock(times: Int) { faults.withLock { $0.looks = times } }
    func afterReading(_ body: @escaping @Sendable () -> Void) { faults.withLock { $0.afterReading = body } }

    private func check(_ operation: String, _ path: String) throws(FileError) {
        if let code = faults.withLock({ $0.gone }) { throw FileError(operation: operation, path: path, code: code) }
    }

    func status(of path: String) throws(FileError) -> FileStatus? {
        try check("look at it", path)
        return try real.status(of: path)
    }

    func status(of file: OpenFile) throws(FileError) -> FileStatus {
        try check("look at it", file.path)
        return try real.status(of: file)
    }

    func create(_ path: String, appending: Bool) throws(FileError) -> OpenFile {
        try check("create it", path)
        if let code = faults.withLock({ $0.readOnly }) {
            throw FileError(operation: "create it", path: path, code: code)
        }
        return try real.create(path, appending: appending)
    }

    func open(_ path: String, for access: FileAccess) throws(FileError) -> OpenFile {
        try check("open it", path)
        return try real.open(path, for: access)
    }

    func write(_ bytes: [UInt8], to file: OpenFile) -> (count: Int, error: FileError?) {
        if let code = faults.withLock({ $0.gone }) {
            return (0, FileError(operation: "write to it", path: file.path, code: code))
        }
        let fits = faults.withLock { faults in
            guard let room = faults.room else { return bytes.count }
            let fits = min(room, bytes.count)
            faults.room = room - fits
            return fits
        }
        let (count, error) = real.write(Array(bytes.prefix(fits)), to: file)
        if error == nil, fits < bytes.count {
            return (count, FileError(operation: "write to it", path: file.path, code: ENOSPC))
        }
        return (count, error)
    }

    func read(_ file: OpenFile, from offset: Int, atMost count: Int) throws(FileError) -> [UInt8] {
        try check("read it", file.path)
        return try real.read(file, from: offset, atMost: count)
    }

    func truncate(_ file: OpenFile, to length: Int) throws(FileError) {
        try check("cut it", file.path)
        if faults.withLock({ $0.isUncuttable }) { throw FileError(operation: "cut it", path: file.path, code: EIO) }
        try real.truncate(file, to: length)
    }

    func synchronize(_ file: OpenFile) throws(FileError) {
        try check("bring it to the disk", file.path)
        try real.synchronize(file)
    }

    func lock(_ file: OpenFile, isShared: Bool) throws(FileError) -> Bool {
        let isLookedAt = faults.withLock { faults in
            guard !isShared, faults.looks > 0 else { return false }
            faults.looks -= 1
            return true
        }
        return isLookedAt ? false : try real.lock(file, isShared: isShared)
    }

    func close(_ file: OpenFile) {
        real.close(file)
        guard file.path.hasSuffix(".jsonl") else { return }
        let body = faults.withLock { faults in
            defer { faults.afterReading = nil }
            return faults.afterReading
        }
        body?()
    }

    func rename(_ path: String, to newPath: String) throws(FileError) {
        try check("rename it to \(newPath)", path)
        try real.rename(path, to: newPath)
    }

    func remove(_ path: String) throws(FileError) {
        try check("remove it", path)
        try real.remove(path)
    }

    func makeFolder(_ path: String) throws(FileError) {
        try check("create the folder", path)
        try real.makeFolder(path)
    }

    func removeFolder(_ path: String) throws(FileError) {
        try check("remove the folder", path)
        try real.removeFolder(path)
    }

    func names(in folder: String) throws(FileError) -> [String] {
        try check("list the folder", folder)
        return try real.names(in: folder)
    }
}
