import Foundation
import HeadwayTesting
import Testing

@testable import Headway

@Suite("Phases that a command reports, and phases that are kept")
struct ReportedPhasesTests {
    @Test("The first one takes the place of the command's own phase, the others are added")
    func inPlace() async {
        let test = TestTracker()
        test.tracker.benchmarkStarted("b", phases: ["bench", "after"])
        let command = test.tracker.startPhase("bench")
        command.processGroup = 42
        let first = command.startReported("load", total: 3)
        first.advance(by: 3)
        first.complete()
        let second = command.startReported("sort")
        second.complete(.failed, error: "no")
        let state = test.tracker.state
        #expect(state.phasesInOrder.map(\.name) == ["load", "sort", "after"])
        #expect(state.phasesInOrder.map(\.status) == [.completed, .failed, .pending])
        #expect(state.phases[0].total == 3 && state.phases[0].processGroup == 42)
        #expect(state.runningPhases.isEmpty)
        #expect(test.tracker.misuses.isEmpty)
    }

    @Test("The command's own handle does nothing any more")
    func deadHandle() {
        let test = TestTracker()
        test.tracker.benchmarkStarted("b", phases: ["bench"])
        let command = test.tracker.startPhase("bench")
        let first = command.startReported("load")
        command.complete(.failed)
        #expect(test.tracker.state.phases.map(\.status) == [.running])
        first.complete()
        #expect(test.tracker.state.phases.map(\.status) == [.completed])
    }

    @Test("A phase that has the name of an announced one doesn't take that one's place")
    func sameName() {
        let test = TestTracker()
        test.tracker.benchmarkStarted("b", phases: ["bench", "sort"])
        let command = test.tracker.startPhase("bench")
        command.startReported("load").complete()
        command.startReported("sort").complete()
        #expect(test.tracker.state.phasesInOrder.map(\.status) == [.completed, .completed, .pending])
    }

    @Test("What the plan expects of a command isn't expected of its first phase")
    func expectation() {
        let test = TestTracker()
        test.tracker.benchmarkStarted("b", phases: ["bench"], expectedSeconds: [100])
        let command = test.tracker.startPhase("bench")
        let first = command.startReported("load")
        #expect(test.tracker.state.phases[0].expectedSeconds == nil)
        first.complete()
    }

    @Test("A phase that is kept counts as done, with what it took then, and took no time in this run")
    func kept() throws {
        let test = TestTracker()
        test.tracker.benchmarkStarted("b", phases: ["load", "sort"])
        test.tracker.phaseKept("load", seconds: 100, repetitions: [40, 60], of: "run-1")
        let state = try RunFormat.state(RunFormat.snapshot(test.tracker.state))
        let phase = try #require(state.phases.first)
        #expect(phase.status == .completed && phase.fraction == 1)
        #expect(phase.durationSeconds == 100 && phase.startedAt == nil)
        #expect(phase.keptFrom == "run-1" && phase.repetitions?.mean == 50)
        #expect(state.fraction == 0.5 && state.completedPhases == 1)
        #expect(PastRun(state).phases.isEmpty, "it is the other run's, not this one's")
        let row = RunSummary(width: 80, theme: .unicode).frame(state).text
        #expect(row.contains("kept from run-1") && row.contains("1 kept"))
        #expect(!row.contains("100%"))
    }

    @Test("A kept phase says nothing of how fast this run is")
    func keptSpeed() throws {
        var history = PhaseHistory()
        for run in 0..<3 {
            history.add(
                PastRun(
                    runID: "r\(run)",
                    startedAt: Date(timeIntervalSince1970: Double(run)),
                    phases: ["load", "sort"].map { PastPhase(name: $0, durationSeconds: 10) }
                ),
                of: "b"
            )
        }
        func remaining(keptSeconds: Double) -> Double? {
            let test = TestTracker()
            test.tracker.benchmarkStarted("b", phases: ["load", "sort"])
            test.tracker.phaseKept("load", seconds: keptSeconds, of: "run-1")
            let phase = test.tracker.startPhase("sort")
            defer { phase.complete() }
            var estimator = RunEstimator(history: history)
            return estimator.estimate(test.tracker.state)?.run.point
        }
        #expect(remaining(keptSeconds: 1_000) == remaining(keptSeconds: 10))
    }
}
