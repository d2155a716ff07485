import Logging
import Synchronization

/// The shell around a ``RunRecorder``: its locks and the writing of snapshots.
///
/// `recorder` is held for a line of the journal at most; `snapshot` for as long as a snapshot takes. Whoever needs both
/// takes `snapshot` first, so that snapshots come in order and the journal never waits for one.
final class RunFilesWriter: Sendable {
    private let recorder: Mutex<RunRecorder>
    private let snapshot: Mutex<SnapshotFile>
    private let clock: any ProgressClock
    private let logger: Logger

    init(
        paths: RunPaths,
        files: any FileSystem,
        durability: FileProgressObserver.Durability,
        clock: any ProgressClock,
        logger: Logger
    ) {
        recorder = Mutex(RunRecorder(paths: paths, files: files, durability: durability))
        snapshot = Mutex(SnapshotFile(paths: paths, files: files, synchronizes: durability == .flush))
        self.clock = clock
        self.logger = logger
    }

    /// Whether the run has been written down to its end.
    var isFinished: Bool { recorder.withLock { $0.isFinished } }

    /// The state as it has been folded.
    var state: RunState { recorder.withLock { $0.state } }

    /// Makes the files.
    func prepare() throws(FileError) {
        let now = clock.uptime
        try recorder.withLock { recorder throws(FileError) in try recorder.prepare(at: now) }
    }

    /// Writes events down.
    func take(_ events: [ProgressEvent]) {
        let warnings = recorder.withLock { recorder in
            recorder.take(events, at: clock.uptime)
            return recorder.takeWarnings()
        }
        say(warnings)
    }

    /// Does what is due.
    ///
    /// - Returns: When there is more to do.
    func step(at now: Duration) -> PacedThread.Next {
        let (next, warnings) = snapshot.withLock { file in
            let due = recorder.withLock { $0.snapshotToWrite(at: now) }
            let error = due.flatMap { Self.write($0, to: &file) }
            return recorder.withLock { recorder -> (PacedThread.Next, [FileError]) in
                if due != nil { recorder.wroteSnapshot(at: now, cost: clock.uptime - now, error: error) }
                if recorder.isFinished { return (.never, recorder.takeWarnings()) }
                return (recorder.nextStep.map(PacedThread.Next.at) ?? .whenWoken, recorder.takeWarnings())
            }
        }
        say(warnings)
        return next
    }

    /// Writes the last snapshot and lets go of the files.
    func finish() {
        let warnings = snapshot.withLock { file in
            let last = recorder.withLock { $0.finish() }
            let now = clock.uptime
            let error = last.flatMap { Self.write($0, to: &file) }
            file.close()
            return recorder.withLock { recorder in
                recorder.wroteSnapshot(at: now, cost: .zero, error: error)
                recorder.close()
                return recorder.takeWarnings()
            }
        }
        say(warnings)
    }

    private static func write(_ state: RunState, to file: inout SnapshotFile) -> FileError? {
        do throws(FileError) {
            try file.write(state)
            return nil
        } catch {
            return error
        }
    }

    private func say(_ warnings: [FileError]) {
        for error in warnings {
            logger.warning(
                "the run goes on, but its progress can't be written: \(error)",
                metadata: ["path": "\(error.path)", "code": "\(error.code)"]
            )
        }
    }
}
