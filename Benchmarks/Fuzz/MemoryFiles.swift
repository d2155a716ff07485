import Foundation

/// One file in memory, for readers.
final class MemoryFiles: FileSystem, @unchecked Sendable {
    var content: [UInt8] = []
    private let path: String

    init(path: String) { self.path = path }

    private var status: FileStatus {
        FileStatus(
            kind: .regular,
            size: content.count,
            device: 1,
            inode: 1,
            mode: 0o600,
            modifiedAt: Date(timeIntervalSince1970: 0)
        )
    }

    func status(of path: String) throws(FileError) -> FileStatus? { path == self.path ? status : nil }

    func status(of file: OpenFile) throws(FileError) -> FileStatus { status }

    func open(_ path: String, for access: FileAccess) throws(FileError) -> OpenFile {
        guard path == self.path, access == .reading else { throw refusal(path) }
        return OpenFile(descriptor: 0, path: path)
    }

    func read(_ file: OpenFile, from offset: Int, atMost count: Int) throws(FileError) -> [UInt8] {
        // Small pieces, so that lines don't end where they do.
        Array(content.dropFirst(offset).prefix(min(count, 1_000)))
    }

    func close(_ file: OpenFile) {}

    // A reader does none of these.

    func create(_ path: String, appending: Bool) throws(FileError) -> OpenFile { throw refusal(path) }
    func write(_ bytes: [UInt8], to file: OpenFile) -> (count: Int, error: FileError?) { (0, refusal(file.path)) }
    func truncate(_ file: OpenFile, to length: Int) throws(FileError) { throw refusal(file.path) }
    func synchronize(_ file: OpenFile) throws(FileError) { throw refusal(file.path) }
    func lock(_ file: OpenFile, isShared: Bool) throws(FileError) -> Bool { throw refusal(file.path) }
    func rename(_ path: String, to newPath: String) throws(FileError) { throw refusal(path) }
    func remove(_ path: String) throws(FileError) { throw refusal(path) }
    func makeFolder(_ path: String) throws(FileError) { throw refusal(path) }
    func removeFolder(_ path: String) throws(FileError) { throw refusal(path) }
    func names(in folder: String) throws(FileError) -> [String] { throw refusal(folder) }

    private func refusal(_ path: String) -> FileError { FileError(operation: "change it", path: path, code: 0) }
}
