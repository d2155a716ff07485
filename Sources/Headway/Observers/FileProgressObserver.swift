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
public final class FileProgressObserver: ProgressObserver {
    /// What the files must survive.
    public enum Durability: Sendable {
        /// The death of the process, however it dies.
        case process
        /// That of the machine too: transitions are brought to the disk at once.
        case flush
    }

    /// The path of the snapshot, from the root.
    public let path: String

    private let clock: any ProgressClock
    private let recorder: Mutex<RunRecorder>
    private let writer = Mutex<PacedThread?>(nil)

    /// Makes an observer.
    ///
    /// The files are made when the run begins.
    ///
    /// - Parameters:
    ///   - path: The path of the snapshot, for example `.progress.json`; its folder must exist.
    ///   - durability: What the files must survive.
    ///   - clock: Where it takes its time from.
    ///   - logger: Where it says that the files can't be written.
    public init(
        path: String,
        durability: Durability = .process,
        clock: any ProgressClock = SystemClock(),
        logger: Logger = Logger(label: "headway")
    ) {
        self.path = PlatformFile.absolute(path)
        self.clock = clock
        recorder = Mutex(
            RunRecorder(
                paths: RunPaths(snapshot: self.path),
                files: PlatformFile(),
                durability: durability == .flush ? .disk : .process,
                logger: logger
            )
        )
    }

    deinit {
        recorder.withLock { $0.finish() }
        writer.withLock { $0?.stop() }
    }

    /// Makes the files before the run begins, to learn early whether they can be written.
    ///
    /// - Throws: A ``FileError`` that says what stands in the way.
    public func prepare() throws {
        try recorder.withLock { recorder throws(FileError) in try recorder.prepare() }
    }

    /// Writes one event down.
    ///
    /// - Parameter event: What happened.
    public func onProgress(_ event: ProgressEvent) {
        recorder.withLock { recorder in
            recorder.take(event, at: clock.uptime)
            if event.type == .benchmarkCompleted { recorder.finish() }
        }
        if event.type == .benchmarkCompleted {
            writer.withLock { $0?.stop() }
        } else {
            startWriting()
        }
    }

    /// Wakes the thread that writes what needn't be written at once.
    private func startWriting() {
        writer.withLock { writer in
            if let writer { return writer.wake() }
            writer = PacedThread(name: "hw.files", clock: clock) { [weak self] now in
                guard let self else { return .never }
                return recorder.withLock { recorder in
                    recorder.write(at: now, measure: { clock.uptime })
                    if recorder.isFinished { return .never }
                    return recorder.nextWrite.map(PacedThread.Next.at) ?? .whenWoken
                }
            }
        }
    }
}
