import Headway
import SystemPackage

/// A file that somebody has asked for by name: it is overwritten, as a shell's `>` does.
///
/// It is opened before anything runs, and keeps what is in it until there is something to write.
struct ExportFile {
    private let path: String
    private let file: FileDescriptor

    /// Opens the file.
    ///
    /// - Parameter path: Its path.
    /// - Throws: A ``Complaint`` if it can't be written.
    init(path: String) throws {
        self.path = path
        do {
            file = try FileDescriptor.open(
                FilePath(path),
                .writeOnly,
                options: [.create, .closeOnExec],
                permissions: [.ownerReadWrite, .groupRead, .otherRead]
            )
        } catch {
            throw Self.complaint(path, error)
        }
    }

    /// Writes its text and closes it.
    ///
    /// - Parameter text: The text.
    /// - Throws: A ``Complaint`` if it can't be written.
    func write(_ text: String) throws {
        do {
            // What this program itself prints into, such as /dev/stdout, has more in it than its own.
            if let shared = Self.standardStreams.first(where: isSame) {
                try file.close()
                _ = try shared.writeAll(text.utf8)
                return
            }
            // A pipe or a terminal has no size.
            do { try file.resize(to: 0) } catch Errno.invalidArgument {}
            try file.closeAfter { _ = try file.writeAll(text.utf8) }
        } catch {
            throw Self.complaint(path, error)
        }
    }

    private static let standardStreams = [FileDescriptor.standardOutput, .standardError]

    private func isSame(_ other: FileDescriptor) -> Bool {
        let files = PlatformFile()
        guard let own = try? files.status(of: OpenFile(descriptor: file.rawValue, path: path)),
            let status = try? files.status(of: OpenFile(descriptor: other.rawValue, path: ""))
        else { return false }
        return own.isSameFile(as: status)
    }

    private static func complaint(_ path: String, _ error: any Error) -> Complaint {
        Complaint(
            "\(ConsoleText.visible(path)): the timings can't be written: \(error); name another file",
            .cannotWrite
        )
    }
}
