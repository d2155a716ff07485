import Headway
import Logging
import Synchronization
import Testing

@Suite("The log")
struct LogObserverTests {
    /// Keeps what is logged.
    final class Lines: Sendable {
        struct Line: Sendable {
            var level: Logger.Level
            var message: String
            var metadata: Logger.Metadata
        }

        private let lines = Mutex<[Line]>([])

        var all: [Line] { lines.withLock { $0 } }

        func add(_ line: Line) { lines.withLock { $0.append(line) } }

        func logger(_ level: Logger.Level) -> Logger {
            var logger = Logger(label: "test") { _ in Handler(lines: self) }
            logger.logLevel = level
            return logger
        }
    }

    struct Handler: LogHandler {
        let lines: Lines
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

    private func run(_ level: Logger.Level) -> [Lines.Line] {
        let lines = Lines()
        let test = TestTracker(observers: [LogProgressObserver(logger: lines.logger(level))])
        test.tracker.benchmarkStarted("b", phases: ["a", "b"])
        test.tracker.phaseStarted("a", total: 10, unit: "files")
        test.tracker.phaseProgress(50, message: "half")
        test.tracker.phaseCompleted("a", success: false, error: "broken")
        test.tracker.phaseSkipped("b")
        test.tracker.benchmarkCompleted(success: false)
        return lines.all
    }

    @Test("Each event is a line whose metadata has the journal's keys")
    func metadata() throws {
        let lines = run(.trace)
        #expect(lines.count == 6)
        let progress = try #require(lines.first { $0.metadata["type"] == "phase_progress" })
        #expect(progress.level == .debug)
        #expect(progress.message == "half")
        #expect(progress.metadata["phase_name"] == "a")
        #expect(progress.metadata["percentage"]?.description == "50.0")
        #expect(progress.metadata["sequence"]?.description == "3")
        #expect(progress.metadata["unit"] == "files")
        #expect(progress.metadata["run_id"] != nil)
    }

    @Test("What went wrong is an error, what was skipped isn't, and progress doesn't flood an ordinary log")
    func levels() {
        let lines = run(.info)
        #expect(lines.map(\.level) == [.info, .info, .error, .info, .error])
        #expect(lines.map(\.message) == ["b started", "a started", "a failed", "b skipped", "b failed"])
    }

    @Test("A senseless call is said once in the tracker's own log")
    func misuse() async {
        let lines = Lines()
        let said = lines.logger(.trace)
        let test = TestTracker(logger: said)
        test.tracker.benchmarkStarted("b")
        for _ in 0..<100 { test.tracker.phaseCompleted("nobody") }
        test.tracker.benchmarkCompleted(success: true)
        await test.tracker.waitForLog()
        #expect(lines.all.map(\.level) == [.warning])
        #expect(lines.all.first?.metadata["misuse"] == "unknownPhase")
    }
}
