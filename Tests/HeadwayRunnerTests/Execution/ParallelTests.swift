import Foundation
import Headway
import HeadwayTesting
import Synchronization
import Testing

@testable import HeadwayRunner

@Suite("Several phases at once")
struct ParallelTests {
    /// A command that ends only when another one has begun.
    private func meeting(_ own: String, _ other: String) -> String {
        "touch $HEADWAY_RUN_DIR/\(own); until test -e $HEADWAY_RUN_DIR/\(other); do sleep 0.02; done"
    }

    @Test("Phases that need nothing of each other run at once, and one that needs them afterwards")
    func parallel() async throws {
        let run = try TestRun(
            [
                PlanPhase(name: "a", command: meeting("a", "b")),
                PlanPhase(name: "b", command: meeting("b", "a")),
                PlanPhase(name: "c", command: "test -e $HEADWAY_RUN_DIR/a", needs: ["a", "b"]),
            ],
            jobs: 4
        )
        #expect(await run.run() == .completed)
        let starts = run.recorder.events(of: .phaseStarted).compactMap(\.context.phaseName)
        #expect(Set(starts.prefix(2)) == ["a", "b"] && starts.last == "c")
        let types = run.recorder.events.filter { $0.type == .phaseStarted || $0.type == .phaseCompleted }.map(\.type)
        #expect(types.prefix(2) == [.phaseStarted, .phaseStarted])
    }

    @Test("A failure lets those that run end, and no other begins")
    func failure() async throws {
        let run = try TestRun(
            [
                PlanPhase(name: "bad", command: "until test -e $HEADWAY_RUN_DIR/b; do sleep 0.02; done; exit 1"),
                PlanPhase(
                    name: "b",
                    command: "cd $HEADWAY_RUN_DIR; touch b; until test -e failed; do sleep 0.2; done; touch whole"
                ),
                PlanPhase(name: "never", command: "touch $HEADWAY_RUN_DIR/never"),
            ],
            jobs: 2
        )
        let failed = run.folder.path + "/failed"
        run.tracker.addObserver(
            StoppingObserver(run.stop, []) { event in
                guard event.type == .phaseCompleted, event.context.status == .failed else { return false }
                return FileManager.default.createFile(atPath: failed, contents: nil)
            }
        )
        #expect(await run.run() == .failed)
        #expect(run.phases.map(\.status) == [.failed, .completed, .skipped])
        #expect(FileManager.default.fileExists(atPath: run.folder.path + "/whole"))
        #expect(!FileManager.default.fileExists(atPath: run.folder.path + "/never"))
    }

    @Test("What needs a failed phase is skipped and says why, where the run goes on")
    func needsFailed() async throws {
        let run = try TestRun(
            [
                PlanPhase(name: "bad", command: "exit 1", continueOnFailure: true),
                PlanPhase(name: "b", command: "true", needs: ["bad"]),
                PlanPhase(name: "c", command: "true"),
            ],
            jobs: 2
        )
        #expect(await run.run() == .failed)
        #expect(run.phases.map(\.status) == [.failed, .skipped, .completed])
        #expect(run.phases[1].message == "it needs bad, which didn't succeed")
    }

    @Test("A request to stop ends all that run and leaves nobody behind")
    func stop() async throws {
        let both = ["a", "b"].map { name in
            PlanPhase(name: name, command: "echo $$ > $HEADWAY_RUN_DIR/\(name); echo ::progress 1/2 up; sleep 600")
        }
        let run = try TestRun(both + [PlanPhase(name: "c", command: "true")], jobs: 2)
        let seen = Mutex<Set<Int>>([])
        run.tracker.addObserver(
            StoppingObserver(run.stop, [SIGTERM]) { event in
                guard event.context.message == "up", let index = event.phaseIndex else { return false }
                return seen.withLock {
                    $0.insert(index)
                    return $0.count == 2
                }
            }
        )
        #expect(await run.run() == .cancelled)
        #expect(run.phases.map(\.status) == [.cancelled, .cancelled, .skipped])
        #expect(run.lives("a") == false && run.lives("b") == false)
    }

    @Test("When the run's time is up, all that run are ended for it")
    func timeout() async throws {
        let both = ["a", "b"].map { name in
            PlanPhase(name: name, command: "echo $$ > $HEADWAY_RUN_DIR/\(name); exec sleep 99", continueOnFailure: true)
        }
        let run = try TestRun(both + [PlanPhase(name: "c", command: "true")], timeout: .seconds(3), jobs: 2)
        #expect(await run.run() == .timedOut)
        #expect(run.phases.map(\.status) == [.timedOut, .timedOut, .skipped])
        #expect(run.tracker.state.error == "it took longer than its timeout of 3 s")
        #expect(run.lives("a") == false && run.lives("b") == false)
    }

    @Test("What several phases print at once says whose it is")
    func output() async throws {
        let lines = Mutex<[String]>([])
        let run = try TestRun(
            [PlanPhase(name: "a", command: "echo one"), PlanPhase(name: "b", command: "echo two")],
            jobs: 2,
            onOutput: { line in lines.withLock { $0.append(line) } }
        )
        #expect(await run.run() == .completed)
        #expect(Set(lines.withLock { $0 }) == ["a | one", "b | two"])
    }

    @Test("Phases that ran side by side are expected to take as long as the longest chain")
    func estimate() {
        var history = PhaseHistory()
        let phases = [
            PastPhase(name: "a", durationSeconds: 100, startSeconds: 0),
            PastPhase(name: "b", durationSeconds: 60, startSeconds: 0),
            PastPhase(name: "c", durationSeconds: 30, startSeconds: 60),
            PastPhase(name: "d", durationSeconds: 10, startSeconds: 100),
        ]
        for run in 0..<5 {
            let date = Date(timeIntervalSince1970: Double(run))
            history.add(PastRun(runID: "r\(run)", startedAt: date, phases: phases), of: "p")
        }
        var configuration = ProgressTracker.Configuration()
        configuration.history = history
        let tracker = ProgressTracker(configuration: configuration)
        tracker.benchmarkStarted("p", phases: ["a", "b", "c", "d"])
        let handles = [tracker.startPhase("a"), tracker.startPhase("b")]
        let left = tracker.remainingTime?.p50 ?? 0
        #expect(left > 105 && left < 120, "110 s, not 200 s: \(left)")
        for handle in handles { handle.complete() }
    }
}
