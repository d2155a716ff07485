public import Logging
import Synchronization

/// Keeps a run's files: the journal of its events, and a snapshot of its state that is never torn, whoever reads it when.
///
/// With the path `.progress.json` the journal is `.progress.events.jsonl` beside it. Both have the mode 0600, and a
/// symbolic link, a pipe or somebody else's file in their place is refused. Transitions are in the journal at once,
/// progress at most once a second. The snapshot is replaced within 50 ms of a transition and at most four times a second
/// for progress, and less often where that would take more than a hundredth of the time.
///
/// A full disk, or one that goes away, costs one warning in the log, not the run.
public final class FileProgressObserver: ProgressObserver, FoldingObserver, BatchObserver {
    /// What the files must survive.
    public enum Durability: Sendable {
        /// The death of the process, however it dies.
        case process
        /// That of the machine too: transitions are brought to the disk at once.
        case flush
    }

    /// The path of the snapshot, from the root.
    public let path: String

    private let durability: Durability
    private let clock: any ProgressClock
    private let logger: Logger
    private let files: any FileSystem
    /// What writes the run that goes on, and its thread.
    private let current: Mutex<(writer: RunFilesWriter, thread: PacedThread?)>

    /// Makes an observer.
    ///
    /// The files are made when the run begins.
    ///
    /// - Parameters:
    ///   - path: The path of the snapshot, for example `.progress.json`; its folder must exist.
    ///   - durability: What the files must survive.
    ///   - clock: Where it takes its time from.
    ///   - logger: Where it says that the files can't be written.
    public convenience init(
        path: String,
        durability: Durability = .process,
        clock: any ProgressClock = SystemClock(),
        logger: Logger = Logger(label: "headway")
    ) {
        self.init(path: path, durability: durability, clock: clock, logger: logger, files: PlatformFile())
    }

    package init(
        path: String,
        durability: Durability = .process,
        clock: any ProgressClock = SystemClock(),
        logger: Logger,
        files: any FileSystem
    ) {
        self.path = PlatformFile.absolute(path)
        self.durability = durability
        self.clock = clock
        self.logger = logger
        self.files = files
        current = Mutex((Self.writer(self.path, files, durability, clock, logger), nil))
    }

    deinit {
        let (writer, thread) = current.withLock { $0 }
        thread?.stop()
        writer.finish()
    }

    /// Makes the files before the run begins, to learn early whether they can be written.
    ///
    /// - Throws: A ``FileError`` that says what stands in the way.
    public func prepare() throws {
        try current.withLock { $0.writer }.prepare()
    }

    /// Writes one event down.
    ///
    /// The start of another run begins the files anew.
    ///
    /// - Parameter event: What happened.
    public func onProgress(_ event: ProgressEvent) {
        onProgress([event])
    }

    func onProgress(_ events: [ProgressEvent]) {
        var rest = events[...]
        while !rest.isEmpty {
            let end = rest.firstIndex { $0.type == .benchmarkCompleted }.map { $0 + 1 } ?? rest.endIndex
            take(Array(rest[..<end]))
            rest = rest[end...]
        }
    }

    /// Writes events of one run down.
    private func take(_ events: [ProgressEvent]) {
        let writer = current.withLock { current in
            if events.first?.type == .benchmarkStarted, current.writer.isFinished {
                current.writer = Self.writer(path, files, durability, clock, logger)
                current.thread = nil
            }
            return current.writer
        }
        writer.take(events)
        if events.last?.type == .benchmarkCompleted {
            writer.finish()
            current.withLock { $0.thread?.stop() }
        } else {
            wake(writer)
        }
    }

    /// Wakes the thread that writes what needn't be written at once.
    private func wake(_ writer: RunFilesWriter) {
        current.withLock { current in
            if let thread = current.thread { return thread.wake() }
            current.thread = PacedThread(name: "hw.files", clock: clock) { writer.step(at: $0) }
        }
    }

    private static func writer(
        _ path: String,
        _ files: any FileSystem,
        _ durability: Durability,
        _ clock: any ProgressClock,
        _ logger: Logger
    ) -> RunFilesWriter {
        RunFilesWriter(
            paths: RunPaths(snapshot: path),
            files: files,
            durability: durability,
            clock: clock,
            logger: logger
        )
    }
}
