import Synchronization

/// Reads a run's files, live or long after.
///
/// ```swift
/// let reader = RunReader(path: ".progress.json")
/// print(try reader.state().fraction)
/// for try await state in reader.states() { print(state.fraction) }
/// ```
public struct RunReader: Sendable {
    /// The path of the snapshot, from the root.
    public let path: String
    private let paths: RunPaths
    private let files: any FileSystem

    /// Makes a reader.
    ///
    /// - Parameter path: The path of the snapshot, for example `.progress.json`.
    public init(path: String) {
        self.init(path: path, files: PlatformFile())
    }

    package init(path: String, files: any FileSystem) {
        self.path = PlatformFile.absolute(path)
        paths = RunPaths(snapshot: self.path)
        self.files = files
    }

    /// The run's state: the snapshot and what the journal has beyond it.
    ///
    /// A snapshot that is missing or damaged is rebuilt from the journal.
    ///
    /// - Returns: The state.
    /// - Throws: A ``RunReaderError`` that says what is wrong with the files.
    public func state() throws -> RunState {
        var follower = follower()
        _ = try follower.read()
        guard let state = follower.state else {
            throw RunReaderError(path: path, reason: "there is no such file", kind: .missing)
        }
        return state
    }

    /// The events of the run's journal, in order.
    ///
    /// Lines that aren't whole, and types that aren't known, are left out.
    ///
    /// - Parameter body: Called with each event; throw to stop.
    /// - Throws: A ``RunReaderError`` if the journal can't be read, and what the body throws.
    public func events(_ body: (ProgressEvent) throws -> Void) throws {
        do {
            var lines = try JournalLines(path: paths.journal, files: files)
            defer { lines.close() }
            while let line = try lines.next() {
                if let event = RunFormat.event(line) { try body(event) }
            }
        } catch let error as FileError {
            throw RunReaderError(path: error.path, reason: error.reason, kind: .lasting)
        }
    }

    /// The run's states as they come: the newest whenever something has changed.
    ///
    /// It waits for a run that hasn't begun, and ends with the run, or when its writer is gone. It throws a
    /// ``RunReaderError`` for files that can't be read; a damaged snapshot without a journal has two seconds to be replaced.
    ///
    /// - Parameters:
    ///   - interval: How often the files are looked at.
    ///   - clock: Where it takes its time from.
    /// - Returns: The states. A consumer that is slow misses some, never the last.
    public func states(
        every interval: Duration = .milliseconds(100),
        clock: any ProgressClock = SystemClock()
    ) -> AsyncThrowingStream<RunState, any Error> {
        AsyncThrowingStream(bufferingPolicy: .bufferingNewest(1)) { continuation in
            let follower = Mutex((files: follower(), patience: ReadPatience()))
            let thread = PacedThread(name: "hw.reader", clock: clock) { now in
                let state: RunState?
                do throws(RunReaderError) {
                    state = try follower.withLock { follower throws(RunReaderError) in
                        let hasNews = try follower.files.read(at: clock.date)
                        return follower.files.state.flatMap { hasNews || $0.hasEnded ? $0 : nil }
                    }
                } catch {
                    // Nothing there yet, or half of it.
                    if follower.withLock({ $0.patience.isWorthWaiting(for: error, at: now) }) {
                        return .at(now + interval)
                    }
                    continuation.finish(throwing: error)
                    return .never
                }
                if let state {
                    continuation.yield(state)
                    if state.hasEnded {
                        continuation.finish()
                        return .never
                    }
                }
                return .at(now + interval)
            }
            continuation.onTermination = { _ in thread.stop() }
        }
    }

    /// What reads the files look after look.
    package func follower() -> RunFollower { RunFollower(paths: paths, files: files) }
}

extension RunState {
    /// Whether nothing more will happen: the run has ended, or its writer is gone.
    fileprivate var hasEnded: Bool { seenStatus.isEnd }
}
