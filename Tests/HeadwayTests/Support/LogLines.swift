import Logging
import Synchronization

/// Keeps what is logged.
final class LogLines: Sendable {
    struct Line: Sendable {
        var level: Logger.Level
        var message: String
        var metadata: Logger.Metadata
    }

    private let lines = Mutex<[Line]>([])

    var all: [Line] { lines.withLock { $0 } }

    func add(_ line: Line) { lines.withLock { $0.append(line) } }

    func logger(_ level: Logger.Level) -> Logger {
        var logger = Logger(label: "test") { _ in LineHandler(lines: self) }
        logger.logLevel = level
        return logger
    }
}

/// Hands on what is logged.
private struct LineHandler: LogHandler {
    let lines: LogLines
    var metadata: Logger.Metadata = [:]
    var logLevel = Logger.Level.trace

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        lines.add(.init(level: event.level, message: "\(event.message)", metadata: event.metadata ?? [:]))
    }
}
