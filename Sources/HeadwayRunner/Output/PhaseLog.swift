import Headway
import Synchronization

/// The log of a phase: what its command has printed, for people to read.
///
/// Mostly the command writes into the file itself. What comes through a terminal or a pipe is written here.
final class PhaseLog: Sendable {
    private struct State {
        var capped: CappedLog
        var raw: CappedLog?
        var transcript: TerminalTranscript?
        var lastFlush = Duration.zero
        var lastBytes = Duration.zero
    }

    /// A flood is written down so often.
    private static let flushInterval = Duration.milliseconds(200)
    /// After this time without a change the lines of a terminal count as final.
    private static let quiet = Duration.seconds(10)

    /// The path of the log.
    let path: String
    /// The file, for a command to write into.
    let file: OpenFile
    private let rawFile: OpenFile?
    private let files: any FileSystem
    private let state: Mutex<State>

    /// Makes a log.
    ///
    /// - Parameters:
    ///   - path: Where; nothing may be there.
    ///   - rawPath: Where what a terminal is sent is kept as it is; nowhere if `nil`.
    ///   - limit: How long it may get, in bytes; no limit if `nil`.
    ///   - files: Where it writes.
    /// - Throws: A `FileError` if it can't be made.
    init(path: String, rawPath: String? = nil, limit: Int? = nil, files: any FileSystem) throws(FileError) {
        self.path = path
        self.files = files
        file = try files.create(path, appending: true)
        do throws(FileError) {
            rawFile = if let rawPath { try files.create(rawPath, appending: true) } else { nil }
        } catch {
            files.close(file)
            throw error
        }
        let raw = rawFile.map { CappedLog(file: $0, files: files, limit: limit) }
        state = Mutex(State(capped: CappedLog(file: file, files: files, limit: limit), raw: raw))
    }

    deinit {
        files.close(file)
        if let rawFile { files.close(rawFile) }
    }

    /// Begins to take what a command sends to a terminal.
    func beginTranscript(size: TerminalSize) {
        state.withLock { $0.transcript = TerminalTranscript(size: size) }
    }

    /// Notes that the terminal has another size.
    func resize(_ size: TerminalSize) {
        state.withLock { $0.transcript?.resize(size) }
    }

    /// Takes what a command has printed.
    ///
    /// - Parameters:
    ///   - bytes: The bytes.
    ///   - now: The uptime.
    func take(_ bytes: [UInt8], at now: Duration) {
        state.withLock { state in
            state.lastBytes = now
            state.raw?.append(bytes)
            state.capped.append(state.transcript?.take(bytes) ?? bytes)
            if now - state.lastFlush >= Self.flushInterval { Self.flush(&state, now) }
        }
    }

    /// Writes down what waits, because nothing has come for a moment.
    func pause(at now: Duration) {
        state.withLock { state in
            if now - state.lastBytes >= Self.quiet, let lines = state.transcript?.settle(), !lines.isEmpty {
                state.capped.append(lines)
            }
            Self.flush(&state, now)
        }
    }

    /// Writes down all that a command has printed until it ended.
    func finish(at now: Duration) {
        state.withLock { state in
            if let lines = state.transcript?.finish() { state.capped.append(lines) }
            Self.flush(&state, now)
        }
    }

    /// What couldn't be written, in words; `nil` if all was.
    var complaint: String? {
        state.withLock { $0.capped.failure }.map { failure in
            "\(failure.error); \(SizeText.format(failure.count)) of what the phase printed are lost"
        }
    }

    /// The last lines.
    ///
    /// - Parameter count: How many at most.
    func lastLines(_ count: Int) -> [String] {
        OutputTail(file: file, files: files).lastLines(count)
    }

    private static func flush(_ state: inout State, _ now: Duration) {
        state.lastFlush = now
        state.capped.flush()
        state.raw?.flush()
    }
}
