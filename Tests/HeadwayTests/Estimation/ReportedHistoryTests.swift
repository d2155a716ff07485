import Foundation
import Testing

@testable import Headway

@Suite("What past runs tell of a command that reports phases")
struct ReportedHistoryTests {
    private static let parts: [(index: Int, name: String, seconds: Double)] = [
        (0, "load", 2), (2, "sort", 3), (3, "check", 5),
    ]

    /// A run of a plan of two phases, the first of which reports three, up to so many seconds.
    private static func script(until end: Double, id: String, status: RunStatus? = .completed) -> RunScript {
        var script = RunScript("b", phases: ["bench", "after"], runID: id)
        script.start(0)
        for part in parts {
            guard script.elapsed <= end else { return script }
            script.add(.phaseStarted) {
                ($0.phaseIndex, $0.phaseName, $0.reportedBy) = (part.index, part.name, "bench")
            }
            guard script.elapsed + part.seconds <= end else {
                script.elapsed = end
                script.progress(part.index, nil) { $0.message = "on it" }
                return script
            }
            script.elapsed += part.seconds
            script.end(part.index) { $0.durationSeconds = part.seconds }
        }
        guard script.elapsed <= end else { return script }
        script.start(1)
        script.elapsed += 10
        script.end(1) { $0.durationSeconds = 10 }
        if let status { script.add(.benchmarkCompleted) { $0.status = PhaseStatus(rawValue: status.rawValue) } }
        return script
    }

    private func history() -> PhaseHistory {
        var history = PhaseHistory()
        for run in 0..<5 { history.add(Self.script(until: 100, id: "r\(run)").state) }
        return history
    }

    @Test("The whole command is known by its name, from the first of its phases to the last")
    func whole() {
        #expect(history().expectedSeconds(benchmark: "b", phases: ["bench", "after"]) == [10, 10])
    }

    @Test(
        "Before the first phase, in each of them and between two the estimate counts those still to come",
        arguments: [(0.0, 20.0), (1, 19), (2, 18), (4, 16), (5, 15), (8, 12)]
    )
    func estimates(elapsed: Double, left: Double) throws {
        var script = RunScript("b", phases: ["bench", "after"], runID: "now")
        if elapsed > 0 { script = Self.script(until: elapsed, id: "now") } else { script.start(0) }
        var estimator = RunEstimator(history: history())
        let state = script.state
        let made = estimator.estimate(state)
        let estimate = try #require(made)
        #expect(abs(estimate.run.p50 - left) < 1, "\(estimate.run)")
    }

    @Test("When the next phase of the plan has begun, no more of the command's are expected")
    func over() throws {
        var script = RunScript("b", phases: ["bench", "after"], runID: "now")
        script.start(0)
        script.add(.phaseStarted) { ($0.phaseIndex, $0.phaseName, $0.reportedBy) = (0, "load", "bench") }
        script.elapsed = 2
        script.end(0) { $0.durationSeconds = 2 }
        script.start(1)
        var estimator = RunEstimator(history: history())
        let estimate = estimator.estimate(script.state)
        #expect(abs(try #require(estimate).run.p50 - 10) < 1)
    }

    @Test("A command of which a phase failed, or that was cut short, isn't taken for the whole")
    func partial() {
        var failed = RunScript("b", phases: ["bench"], runID: "x")
        failed.start(0)
        for (index, status) in [(0, PhaseStatus.completed), (1, .failed)] {
            failed.add(.phaseStarted) { ($0.phaseIndex, $0.phaseName, $0.reportedBy) = (index, "p\(index)", "bench") }
            failed.elapsed += 1
            failed.end(index, status) { $0.durationSeconds = 1 }
        }
        failed.add(.benchmarkCompleted) { $0.status = .failed }
        #expect(PastRun(failed.state).commands.isEmpty)
        #expect(PastRun(failed.state).phases.map(\.name) == ["p0"])
        #expect(PastRun(Self.script(until: 4, id: "y").state).commands.isEmpty)
        #expect(PastRun(Self.script(until: 100, id: "z").state).commands.map(\.name) == ["bench"])
    }

    @Test("A history in a file knows it, too")
    func file() throws {
        let data = Data(try RunFormat.json(history()).utf8)
        let read = try JSONDecoder().decode(PhaseHistory.self, from: data)
        #expect(read.expectedSeconds(benchmark: "b", phases: ["bench"]) == [10])
    }
}
