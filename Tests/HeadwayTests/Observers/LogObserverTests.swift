import Headway
import Logging
import Testing

@Suite("The log")
struct LogObserverTests {
    private func run(_ level: Logger.Level) -> [LogLines.Line] {
        let lines = LogLines()
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
        let lines = LogLines()
        let said = lines.logger(.trace)
        let test = TestTracker(logger: said)
        test.tracker.benchmarkStarted("b")
        for _ in 0..<100 { test.tracker.phaseCompleted("nobody") }
        test.tracker.benchmarkCompleted(success: true)
        #expect(lines.all.map(\.level) == [.warning])
        #expect(lines.all.first?.metadata["misuse"] == "unknownPhase")
    }
}
