import Foundation
import Logging

/// Appends each log entry to a file, as a benchmark that logs would.
struct FileLogHandler: LogHandler {
    /// The file, which is closed with the last copy of the handler.
    private final class File: Sendable {
        let descriptor: Int32

        init(path: String) {
            descriptor = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o600)
        }

        deinit {
            close(descriptor)
        }
    }

    var metadata = Logger.Metadata()
    var logLevel = Logger.Level.debug
    private let file: File

    /// A logger that takes everything from the level `debug` on.
    static func logger(path: String) -> Logger {
        let handler = FileLogHandler(file: File(path: path))
        return Logger(label: "overhead") { _ in handler }
    }

    private init(file: File) {
        self.file = file
    }

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        let fields = (event.metadata ?? [:]).map { "\($0.key)=\($0.value)" }.sorted().joined(separator: " ")
        var line = "\(event.level) \(event.message) \(fields)\n"
        line.withUTF8 { _ = write(file.descriptor, $0.baseAddress, $0.count) }
    }
}
