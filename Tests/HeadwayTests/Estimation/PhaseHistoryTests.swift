import Foundation
import HeadwayTesting
import Testing

@testable import Headway

@Suite("The history of phases")
struct PhaseHistoryTests {
    /// A run of phases one after the other, each reporting evenly in ten steps; it goes on if it has a writer.
    private func run(_ phases: [(name: String, seconds: Double)], day: Int, id: String, writer: RunWriter? = nil)
        -> RunState
    {
        var script = RunScript(phases: phases.map(\.name), runID: id)
        script.elapsed = 0
        var state = RunState()
        var events: [ProgressEvent] = []
        var elapsed = 0.0
        func add(_ type: ProgressEventType, _ fill: (inout EventContext) -> Void) {
            var context = EventContext()
            fill(&context)
            let event = ProgressEvent(
                type: type,
                timestamp: Date(timeIntervalSince1970: 1_767_225_600 + Double(day) * 86_400 + elapsed),
                context: context,
                sequence: events.count + 1,
                elapsed: .seconds(saturating: elapsed),
                runID: id
            )
            events.append(event)
            state.apply(event)
        }
        add(.benchmarkStarted) {
            $0.benchmarkName = "b"
            $0.phases = phases.map(\.name)
            $0.writer = writer
        }
        for (index, phase) in phases.enumerated() {
            add(.phaseStarted) { ($0.phaseIndex, $0.phaseName) = (index, phase.name) }
            for step in 1..<10 {
                elapsed += phase.seconds / 10
                add(.phaseProgress) { ($0.phaseIndex, $0.percentage) = (index, Double(step) * 10) }
            }
            elapsed += phase.seconds / 10
            add(.phaseCompleted) {
                ($0.phaseIndex, $0.percentage, $0.status, $0.success) = (index, 100, .completed, true)
                $0.durationSeconds = phase.seconds
            }
        }
        if writer == nil { add(.benchmarkCompleted) { $0.status = .completed } }
        return state
    }

    @Test("The fold keeps the shape of a phase's progress, and so does the snapshot")
    func shape() throws {
        let state = run([("a", 10)], day: 0, id: "r")
        // Held until the next report, 10 % … 90 % for a second each.
        #expect(abs(state.phases[0].progressIntegral - 4.5) < 1e-6)
        #expect(state.phases[0].progressReports == 10)
        let read = try RunFormat.state(RunFormat.snapshot(state))
        #expect(read.phases[0].progressIntegral == state.phases[0].progressIntegral)
        #expect(read.phases[0].progressReports == 10)
        #expect(abs(try #require(read.phases[0].logGamma)) < 1e-9)
    }

    @Test("What is told anew after a loss has the shape, too")
    func restated() throws {
        var state = run([("a", 10)], day: 0, id: "r")
        var again = RunState()
        for event in state.restatement() { again.apply(event) }
        #expect(again.phases[0].progressIntegral == state.phases[0].progressIntegral)
        #expect(again.phases[0].progressReports == 10)

        state = RunState()
        var script = RunScript(phases: ["a"])
        script.start(0)
        script.elapsed = 4
        script.add(.phaseProgress) { ($0.phaseIndex, $0.percentage) = (0, 50) }
        script.elapsed = 6
        script.add(.phaseProgress) { ($0.phaseIndex, $0.percentage) = (0, 60) }
        again = RunState()
        for event in script.state.restatement() { again.apply(event) }
        #expect(again.phases[0].progressIntegral == 1)
        #expect(again.phases[0].progressReports == 2)
    }

    @Test("A phase that never reports has no shape, and the keys are left out")
    func silent() {
        var script = RunScript(phases: ["a"])
        script.start(0)
        script.elapsed = 5
        script.add(.phaseCompleted) { ($0.phaseIndex, $0.percentage, $0.status) = (0, 100, .completed) }
        #expect(script.state.phases[0].logGamma == nil)
        #expect(script.state.phases[0].progressReports == 0)
        let text = String(decoding: RunFormat.snapshot(script.state), as: UTF8.self)
        #expect(!text.contains("progress_reports") && !text.contains("progress_integral"))
    }

    @Test("It keeps the newest twenty runs, each once, in order of time")
    func newest() {
        var history = PhaseHistory()
        for day in (0..<25).shuffled() { history.add(run([("a", Double(day + 1))], day: day, id: "r\(day)")) }
        history.add(run([("a", 99)], day: 24, id: "r24"))
        let runs = history.runs(of: "b")
        #expect(runs.count == PhaseHistory.runLimit)
        #expect(runs.map(\.startedAt) == runs.map(\.startedAt).sorted())
        #expect(runs.last?.phases == [PastPhase(name: "a", durationSeconds: 99, startSeconds: 0, logGamma: 0)])
        history.remove(runID: "r24")
        #expect(history.runs(of: "b").count == PhaseHistory.runLimit - 1)
        #expect(history.runs(of: "another").isEmpty)
    }

    @Test("It learns from phases that succeeded, and from no others")
    func successes() {
        var script = RunScript(phases: ["good", "bad", "never"])
        script.start(0)
        script.elapsed = 3
        script.add(.phaseCompleted) { ($0.phaseIndex, $0.status) = (0, .completed) }
        script.start(1)
        script.elapsed = 9
        script.add(.phaseCompleted) { ($0.phaseIndex, $0.status, $0.success) = (1, .failed, false) }
        script.add(.benchmarkCompleted) { ($0.status, $0.success) = (.failed, false) }
        var history = PhaseHistory()
        history.add(script.state)
        #expect(history.runs(of: "sorts").map { $0.phases.map(\.name) } == [["good"]])
        #expect(history.expectedSeconds(benchmark: "sorts", phases: ["good", "bad"]) == [3, nil])
    }

    @Test("The expectation is the median, whatever an outlier says")
    func expectation() throws {
        var history = PhaseHistory()
        for (day, seconds) in [10.0, 11, 12, 500, 10.5].enumerated() {
            history.add(run([("a", seconds), ("c", 7), ("a", 2 * seconds)], day: day, id: "r\(day)"))
        }
        let expected = history.expectedSeconds(benchmark: "b", phases: ["a", "new", "a", "c", "a"])
        #expect(abs(try #require(expected[0]) - 11) < 0.01)
        #expect(expected[1] == nil)
        #expect(abs(try #require(expected[2]) - 22) < 0.02)
        #expect(abs(try #require(expected[3]) - 7) < 0.01)
        // More of a name than ever before: like the last that there was.
        #expect(expected[4] == expected[2])
    }

    @Test("It survives its file, and a broken one is an error that says which")
    func file() throws {
        let folder = try TemporaryFolder()
        let path = folder.path + "/history.json"
        var history = PhaseHistory()
        history.add(run([("a", 10), ("säge", 20)], day: 0, id: "r0"))
        history.add(run([("a", 11), ("säge", 21)], day: 1, id: "r1"))
        try history.save(path: path)
        try history.save(path: path)
        #expect(try PhaseHistory(path: path) == history)
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["history.json"])
        #expect(try PhaseHistory(path: path, orEmpty: true) == history)
        #expect(try PhaseHistory(path: folder.path + "/none.json", orEmpty: true) == PhaseHistory())
        try "{}".write(toFile: path, atomically: false, encoding: .utf8)
        #expect(throws: FileError.self) { try PhaseHistory(path: path) }
        #expect(throws: FileError.self) { try PhaseHistory(path: path, orEmpty: true) }
        #expect(throws: FileError.self) { try PhaseHistory(path: folder.path, orEmpty: true) }
        #expect(throws: FileError.self) { try PhaseHistory(path: folder.path + "/none.json") }
    }

    @Test(
        "The folders of runs are a history: of one benchmark, with runs that were killed, and whatever else lies there"
    )
    func folders() async throws {
        let folder = try TemporaryFolder()
        func record(_ name: String, _ benchmark: String, seconds: Int, ends: Bool = true) async throws {
            let path = "\(folder.path)/\(name)/.progress.json"
            try FileManager.default.createDirectory(atPath: "\(folder.path)/\(name)", withIntermediateDirectories: true)
            var configuration = ProgressTracker.Configuration()
            let clock = ManualClock()
            configuration.clock = clock
            let tracker = ProgressTracker(observers: [FileProgressObserver(path: path)], configuration: configuration)
            tracker.benchmarkStarted(benchmark, phases: ["a", "b"])
            tracker.phaseStarted("a")
            clock.advance(by: .seconds(seconds))
            tracker.phaseCompleted("a")
            tracker.phaseStarted("b")
            if ends { tracker.benchmarkCompleted() }
            await tracker.flush()
            guard !ends else { return }
            // The same of a writer that isn't there any more, in a folder that nobody writes into.
            let killed = "\(folder.path)/20260103T000000000Z-000003/.progress.json"
            try RunFormat.json(tracker.state)
                .replacing("\"pid\":\(ProcessInfo.processInfo.processIdentifier)", with: "\"pid\":99999999")
                .write(toFile: killed, atomically: false, encoding: .utf8)
        }
        try await record("20260101T000000000Z-000001", "mine", seconds: 10)
        try await record("20260102T000000000Z-000002", "other", seconds: 99)
        try FileManager.default.createDirectory(
            atPath: folder.path + "/20260103T000000000Z-000003",
            withIntermediateDirectories: true
        )
        try await record("20260103T000000000Z-000003/killed", "mine", seconds: 30, ends: false)
        let broken = folder.path + "/20260104T000000000Z-000004"
        try FileManager.default.createDirectory(atPath: broken, withIntermediateDirectories: true)
        try "{\"benchmark\":\"mine\",".write(toFile: broken + "/.progress.json", atomically: false, encoding: .utf8)
        try "".write(toFile: folder.path + "/a file", atomically: false, encoding: .utf8)
        let history = PhaseHistory(benchmark: "mine", runsIn: folder.path)
        #expect(history.runs(of: "mine").map { $0.phases.map(\.name) } == [["a"], ["a"]])
        #expect(Set(history.runs(of: "mine").flatMap { $0.phases.map(\.durationSeconds) }) == [10, 30])
        #expect(history.runs(of: "other").isEmpty)
        #expect(PhaseHistory(benchmark: "mine", runsIn: folder.path + "/nowhere").runs(of: "mine").isEmpty)
    }

    private func write(_ state: RunState, to folder: String) throws {
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        try Data(RunFormat.snapshot(state)).write(to: URL(fileURLWithPath: folder + "/.progress.json"))
    }

    @Test("A run that goes on is no past run; one whose writer was killed is")
    func goingOn() throws {
        let folder = try TemporaryFolder()
        var killed = RunWriter.current
        killed.pid = 4_000_000
        try write(run([("a", 10)], day: 0, id: "r0", writer: killed), to: folder.path + "/r0")
        try write(run([("a", 10)], day: 1, id: "r1", writer: .current), to: folder.path + "/r1")
        #expect(PhaseHistory(benchmark: "b", runsIn: folder.path).runs(of: "b").map(\.runID) == ["r0"])
    }

    @Test("Copies of a run's folder take no other run's place")
    func copies() throws {
        let folder = try TemporaryFolder()
        for day in 0..<PhaseHistory.runLimit {
            try write(run([("a", 10)], day: day, id: "r\(day)"), to: folder.path + "/2026-01-\(day + 10)")
        }
        for copy in ["x", "y"] { try write(run([("a", 10)], day: 3, id: "r3"), to: folder.path + "/\(copy)") }
        #expect(PhaseHistory(benchmark: "b", runsIn: folder.path).runs(of: "b").count == PhaseHistory.runLimit)
    }

    @Test("A killed run doesn't say that nothing follows")
    func killedFollowers() throws {
        var history = PhaseHistory()
        for day in 0..<4 { history.add(run([("a", 10), ("c", 300)], day: day, id: "r\(day)")) }
        history.add(run([("a", 10)], day: 4, id: "killed"))
        var script = RunScript("b", phases: [], total: 2)
        script.add(.phaseStarted) { ($0.phaseIndex, $0.phaseName) = (0, "a") }
        var estimator = RunEstimator(history: history)
        let estimate = estimator.estimate(script.state, atElapsed: 1)
        #expect(abs(try #require(estimate).run.point - 309) < 50)
    }

    @Test("How often a phase is skipped is counted over all runs, also where it once got slower for good")
    func presence() {
        let past = PhasePast(durations: [10, 10, 10, 10, 10, 10, 10, nil, nil, 100, 100, 100], skips: 2)
        let other = PhasePast(durations: Array(repeating: 10, count: 12))
        let fit = HistoryFit([past, other, other], priors: EstimationPriors())
        #expect(fit.phases[0].count == 3)
        #expect(abs(fit.phases[0].presence - 11.0 / 13) < 1e-9)
    }

    @Test("A phase that a run went without is remembered, but not if something else had failed")
    func skips() throws {
        func state(_ status: PhaseStatus, id: String) -> RunState {
            var script = RunScript("b", phases: ["a", "optional"], runID: id)
            script.start(0)
            script.elapsed = 5
            script.end(0)
            script.add(.phaseCompleted) { ($0.phaseIndex, $0.status, $0.success) = (1, .skipped, false) }
            script.add(.benchmarkCompleted) { $0.status = status }
            return script.state
        }
        var history = PhaseHistory()
        history.add(state(.completed, id: "1"))
        history.add(state(.completed, id: "2"))
        history.add(state(.failed, id: "3"))
        #expect(history.past(benchmark: "b", phases: ["a", "optional"]).map(\.skips) == [0, 2])
        #expect(history.past(benchmark: "b", phases: ["a", "optional"])[0].durations == [5, 5, 5])
        let folder = try TemporaryFolder()
        let file = folder.path + "/history.json"
        try history.save(path: file)
        #expect(try PhaseHistory(path: file) == history)
    }

    @Test("A tracker with a history weighs phases by it and estimates from the start")
    func tracker() async throws {
        var history = PhaseHistory()
        for day in 0..<4 { history.add(run([("a", 10), ("b", 30)], day: day, id: "r\(day)")) }
        var configuration = ProgressTracker.Configuration()
        let clock = ManualClock()
        configuration.clock = clock
        configuration.history = history
        let recorder = RecordingObserver()
        let tracker = ProgressTracker(observers: [recorder], configuration: configuration)
        tracker.benchmarkStarted("b", phases: ["a", "b"], expectedSeconds: [1_000, 1_000])
        tracker.phaseStarted("a")
        #expect(abs(try #require(tracker.remainingTime).point - 40) < 8)
        await tracker.flush()
        #expect(recorder.events(of: .estimateUpdated).count == 1)
        tracker.phaseProgress(50)
        #expect(abs(tracker.state.fraction - 0.125) < 0.01)
        tracker.benchmarkCompleted()
    }

    @Test("Where only the number of phases is announced, the last run says which follow")
    func followers() throws {
        var history = PhaseHistory()
        for day in 0..<4 { history.add(run([("a", 10), ("c", 300)], day: day, id: "r\(day)")) }
        var script = RunScript("b", phases: [], total: 2)
        script.add(.phaseStarted) { ($0.phaseIndex, $0.phaseName) = (0, "a") }
        script.elapsed = 1
        var estimator = RunEstimator(history: history)
        let first = estimator.estimate(script.state, atElapsed: 1)
        let estimate = try #require(first)
        #expect(abs(estimate.run.point - 309) < 50)
        #expect(abs(try #require(estimate.phases[0]).point - 9) < 3)
    }

    @Test("Where nothing is known there is no estimate")
    func nothing() {
        var script = RunScript(phases: ["a", "b"])
        script.start(0)
        var estimator = RunEstimator()
        var estimate = estimator.estimate(script.state, atElapsed: 100)
        #expect(estimate == nil)
        script.elapsed = 10
        script.add(.phaseProgress) { ($0.phaseIndex, $0.percentage) = (0, 20) }
        estimate = estimator.estimate(script.state)
        #expect(estimate != nil)
        script.add(.benchmarkCompleted)
        estimate = estimator.estimate(script.state)
        #expect(estimate == nil)
    }
}
