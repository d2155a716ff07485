#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

#if canImport(Darwin)
import Darwin
#elseif canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#endif

/// The machine's own files.
package struct PlatformFile: FileSystem {
    package init() {}

    /// The path from the root, without links resolved: the current folder may change later.
    package static func absolute(_ path: String) -> String {
        guard !path.hasPrefix("/") else { return path }
        var buffer = [CChar](repeating: 0, count: Int(PATH_MAX) + 1)
        guard getcwd(&buffer, buffer.count) != nil else { return path }
        let folder = String(decoding: buffer.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
        return (folder == "/" ? "" : folder) + "/" + path
    }

    /// What the system calls an error.
    package static func text(of code: Int32) -> String {
        // Both systems' strerror are safe to call from several threads.
        strerror(code).map { String(cString: $0) } ?? "error \(code)"
    }

    package func status(of path: String) throws(FileError) -> FileStatus? {
        var info = stat()
        guard lstat(path, &info) == 0 else {
            if errno == ENOENT || errno == ENOTDIR { return nil }
            throw FileError(operation: "look at it", path: path, code: errno)
        }
        return FileStatus(info)
    }

    package func status(of file: OpenFile) throws(FileError) -> FileStatus {
        var info = stat()
        guard fstat(file.descriptor, &info) == 0 else {
            throw FileError(operation: "look at it", path: file.path, code: errno)
        }
        return FileStatus(info)
    }

    package func create(_ path: String, appending: Bool) throws(FileError) -> OpenFile {
        let flags = O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC | (appending ? O_RDWR | O_APPEND : O_WRONLY)
        return try open(path, flags: flags, operation: "create it")
    }

    package func open(_ path: String, for access: FileAccess) throws(FileError) -> OpenFile {
        // Without O_NONBLOCK opening a pipe would wait for its other end.
        let flags = O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK
        let file = try open(
            path,
            flags: flags | (access == .reading ? O_RDONLY : O_RDWR | O_APPEND),
            operation: "open it"
        )
        let kind: FileStatus.Kind
        do throws(FileError) {
            kind = try status(of: file).kind
        } catch {
            close(file)
            throw error
        }
        guard kind == .regular else {
            close(file)
            throw FileError(operation: "open it", path: path, code: 0, reason: "it is not a regular file")
        }
        return file
    }

    private func open(_ path: String, flags: Int32, operation: String) throws(FileError) -> OpenFile {
        while true {
            #if canImport(Darwin)
            let descriptor = Darwin.open(path, flags, 0o600)
            #elseif canImport(Glibc)
            let descriptor = Glibc.open(path, flags, 0o600)
            #else
            let descriptor = Musl.open(path, flags, 0o600)
            #endif
            if descriptor >= 0 { return OpenFile(descriptor: descriptor, path: path) }
            if errno == EINTR { continue }
            if errno == ELOOP {
                throw FileError(
                    operation: operation,
                    path: path,
                    code: ELOOP,
                    reason: "it is a symbolic link, which is never followed; remove it or choose another path"
                )
            }
            throw FileError(operation: operation, path: path, code: errno)
        }
    }

    package func write(_ bytes: [UInt8], to file: OpenFile) -> (count: Int, error: FileError?) {
        var done = 0
        while done < bytes.count {
            let count = bytes.withUnsafeBytes { buffer in
                systemWrite(file.descriptor, buffer.baseAddress! + done, buffer.count - done)
            }
            if count > 0 {
                done += count
            } else if count < 0, errno == EINTR {
                continue
            } else {
                return (done, FileError(operation: "write to it", path: file.path, code: count < 0 ? errno : EIO))
            }
        }
        return (done, nil)
    }

    package func read(_ file: OpenFile, from offset: Int, atMost count: Int) throws(FileError) -> [UInt8] {
        while true {
            var code: Int32 = 0
            let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, initialized in
                let got = pread(file.descriptor, buffer.baseAddress, count, off_t(offset))
                if got < 0 { code = errno }
                initialized = max(got, 0)
            }
            if code == 0 { return bytes }
            if code != EINTR { throw FileError(operation: "read it", path: file.path, code: code) }
        }
    }

    package func truncate(_ file: OpenFile, to length: Int) throws(FileError) {
        guard ftruncate(file.descriptor, off_t(length)) == 0 else {
            throw FileError(operation: "cut it", path: file.path, code: errno)
        }
    }

    package func synchronize(_ file: OpenFile) throws(FileError) {
        #if canImport(Darwin)
        let result = fsync(file.descriptor)
        #else
        let result = fdatasync(file.descriptor)
        #endif
        guard result == 0 else { throw FileError(operation: "bring it to the disk", path: file.path, code: errno) }
    }

    package func lock(_ file: OpenFile, isShared: Bool) throws(FileError) -> Bool {
        while flock(file.descriptor, (isShared ? LOCK_SH : LOCK_EX) | LOCK_NB) != 0 {
            if errno == EWOULDBLOCK { return false }
            if errno != EINTR { throw FileError(operation: "lock it", path: file.path, code: errno) }
        }
        return true
    }

    package func close(_ file: OpenFile) {
        systemClose(file.descriptor)
    }

    package func rename(_ path: String, to newPath: String) throws(FileError) {
        guard systemRename(path, newPath) == 0 else {
            throw FileError(operation: "rename it to \(newPath)", path: path, code: errno)
        }
    }

    package func remove(_ path: String) throws(FileError) {
        guard unlink(path) == 0 else { throw FileError(operation: "remove it", path: path, code: errno) }
    }

    package func makeFolder(_ path: String) throws(FileError) {
        guard mkdir(path, 0o700) != 0 else { return }
        if errno == ENOENT, let slash = path.lastIndex(of: "/"), slash != path.startIndex {
            try makeFolder(String(path[..<slash]))
            guard mkdir(path, 0o700) != 0 else { return }
        }
        let code = errno
        var info = stat()
        if code == EEXIST, stat(path, &info) == 0, FileStatus(info).kind == .folder { return }
        throw FileError(operation: "create the folder", path: path, code: code)
    }

    package func removeFolder(_ path: String) throws(FileError) {
        guard rmdir(path) == 0 else { throw FileError(operation: "remove the folder", path: path, code: errno) }
    }

    package func names(in folder: String) throws(FileError) -> [String] {
        guard let stream = opendir(folder) else {
            throw FileError(operation: "list the folder", path: folder, code: errno)
        }
        defer { closedir(stream) }
        var names: [String] = []
        while let entry = readdir(stream) {
            let name = withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
                String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
            }
            if name != ".", name != ".." { names.append(name) }
        }
        return names
    }
}

// The methods above hide the calls of the same names.
private func systemWrite(_ descriptor: Int32, _ bytes: UnsafeRawPointer, _ count: Int) -> Int {
    write(descriptor, bytes, count)
}

private func systemClose(_ descriptor: Int32) {
    close(descriptor)
}

private func systemRename(_ path: String, _ newPath: String) -> Int32 {
    rename(path, newPath)
}

extension FileStatus {
    fileprivate init(_ info: stat) {
        let kind: Kind =
            switch info.st_mode & S_IFMT {
            case S_IFREG: .regular
            case S_IFDIR: .folder
            case S_IFLNK: .link
            case S_IFIFO: .pipe
            default: .other
            }
        #if canImport(Darwin)
        let time = info.st_mtimespec
        #else
        let time = info.st_mtim
        #endif
        self.init(
            kind: kind,
            size: Int(info.st_size),
            device: UInt64(truncatingIfNeeded: info.st_dev),
            inode: UInt64(info.st_ino),
            mode: UInt32(info.st_mode) & 0o7777,
            modifiedAt: Date(timeIntervalSince1970: Double(time.tv_sec) + Double(time.tv_nsec) / 1e9)
        )
    }
}
