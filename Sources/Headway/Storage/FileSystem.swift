#if canImport(FoundationEssentials)
package import FoundationEssentials
#else
package import Foundation
#endif

/// What Headway does with files.
///
/// The real one is ``PlatformFile``; tests pass in one whose disk fills up or goes away.
package protocol FileSystem: Sendable {
    /// What is at a path, itself and not what a link points to; `nil` if there is nothing.
    func status(of path: String) throws(FileError) -> FileStatus?
    /// What is behind an open file.
    func status(of file: OpenFile) throws(FileError) -> FileStatus
    /// Makes a new file of mode 0600; it is an error if there is anything at the path, a link included.
    func create(_ path: String, appending: Bool) throws(FileError) -> OpenFile
    /// Opens a regular file, never a link, for reading or, if it is there, for appending.
    func open(_ path: String, for access: FileAccess) throws(FileError) -> OpenFile
    /// Writes all bytes, in one call where the system takes them.
    ///
    /// - Returns: How many were written and, if those aren't all, why.
    func write(_ bytes: [UInt8], to file: OpenFile) -> (count: Int, error: FileError?)
    /// Reads at most so many bytes from an offset.
    func read(_ file: OpenFile, from offset: Int, atMost count: Int) throws(FileError) -> [UInt8]
    /// Cuts a file.
    func truncate(_ file: OpenFile, to length: Int) throws(FileError)
    /// Brings a file's data to the disk.
    func synchronize(_ file: OpenFile) throws(FileError)
    /// Takes the advisory lock of a file, without waiting; a shared one keeps nobody away who takes a shared one, too.
    ///
    /// - Returns: Whether it was free.
    func lock(_ file: OpenFile, isShared: Bool) throws(FileError) -> Bool
    /// Closes a file.
    func close(_ file: OpenFile)
    /// Gives a file another name, in place of what has that name.
    func rename(_ path: String, to newPath: String) throws(FileError)
    /// Removes a file or a link.
    func remove(_ path: String) throws(FileError)
    /// Makes a folder of mode 0700 and those above it.
    func makeFolder(_ path: String) throws(FileError)
    /// Removes an empty folder.
    func removeFolder(_ path: String) throws(FileError)
    /// The names in a folder, in no order, without `.` and `..`.
    func names(in folder: String) throws(FileError) -> [String]
}

/// An open file of a ``FileSystem``.
package struct OpenFile: Sendable, Hashable {
    package let descriptor: Int32
    package let path: String

    package init(descriptor: Int32, path: String) {
        self.descriptor = descriptor
        self.path = path
    }
}

/// What a file is opened for.
package enum FileAccess: Sendable {
    case reading
    case appending
}

/// What the system says about a file.
package struct FileStatus: Sendable, Hashable {
    /// What kind of thing it is.
    package enum Kind: Sendable, Hashable {
        case regular, folder, link, pipe, other
    }

    package var kind: Kind
    package var size: Int
    package var device: UInt64
    package var inode: UInt64
    package var mode: UInt32
    /// When its content changed last.
    package var modifiedAt: Date

    package init(kind: Kind, size: Int, device: UInt64, inode: UInt64, mode: UInt32, modifiedAt: Date) {
        self.kind = kind
        self.size = size
        self.device = device
        self.inode = inode
        self.mode = mode
        self.modifiedAt = modifiedAt
    }

    /// Whether both are the same file.
    package func isSameFile(as other: FileStatus) -> Bool { device == other.device && inode == other.inode }
}

extension FileSystem {
    /// The content of a regular file.
    ///
    /// - Parameters:
    ///   - path: Which file.
    ///   - limit: A longer one is an error, in bytes.
    package func contents(of path: String, atMost limit: Int) throws(FileError) -> [UInt8] {
        let file = try open(path, for: .reading)
        defer { close(file) }
        return try contents(of: file, atMost: limit)
    }

    /// The content of an open file.
    package func contents(of file: OpenFile, atMost limit: Int) throws(FileError) -> [UInt8] {
        let size = try status(of: file).size
        var bytes: [UInt8] = []
        // One that is too long isn't read to find out.
        if size <= limit {
            bytes.reserveCapacity(size)
            while bytes.count <= limit {
                let chunk = try read(file, from: bytes.count, atMost: 1 << 20)
                if chunk.isEmpty { return bytes }
                bytes += chunk
            }
        }
        throw FileError(operation: "read it", path: file.path, code: 0, reason: "it has more than \(limit) bytes")
    }
}
