import Foundation
import Headway
import Testing

@testable import HeadwayRunner

@Suite("Ending what doesn't end")
struct SurvivorTests {
    /// Signals that reach nobody, as those to another user's processes.
    private let lost = GroupSignals { _, _ in }

    @Test("A phase that can't be ended is given up, and named", arguments: [1, 2])
    func phase(requests: Int) async throws {
        let run = try TestRun(
            [
                PlanPhase(name: "a", command: "echo ::progress 1% ready; exec sleep 600"),
                PlanPhase(name: "never", command: "true"),
            ],
            grace: requests == 1 ? .milliseconds(300) : .seconds(600),
            signals: lost
        )
        let signals = [Int32](repeating: SIGINT, count: requests)
        run.tracker.addObserver(StoppingObserver(run.stop, signals, when: "ready"))
        #expect(await run.run() == .cancelled)
        let group = try #require(run.phases[0].processGroup.flatMap(ProcessGroup.init))
        defer { group.signal(SIGKILL) }
        #expect(group.isAlive)
        #expect(run.phases.map(\.status) == [.cancelled, .skipped])
        #expect(
            run.phases[0].error == "it was stopped; process group \(group.id) can't be ended and lives on"
        )
    }

    @Test("What a phase left behind and can't be ended is named, and the run ends")
    func leftovers() async throws {
        let run = try TestRun([PlanPhase(name: "a", command: "sleep 600 &")], signals: lost)
        #expect(await run.run() == .completed)
        let group = try #require(run.phases[0].processGroup.flatMap(ProcessGroup.init))
        defer { group.signal(SIGKILL) }
        #expect(run.tracker.state.error == "process group \(group.id) can't be ended and lives on")
    }

    @Test("What a phase left behind is ended although its environment doesn't name the run")
    func cleanEnvironment() async throws {
        let run = try TestRun([
            PlanPhase(name: "a", command: "env -i sleep 97 & echo $! > $HEADWAY_RUN_DIR/pid"),
            PlanPhase(name: "use", command: "kill -0 $(cat $HEADWAY_RUN_DIR/pid)"),
        ])
        #expect(await run.run() == .completed)
        #expect(run.lives("pid") == false)
    }

    @Test("A request to stop while leftovers are being ended skips their grace, and the run stays what it was")
    func hastened() async throws {
        let run = try TestRun(
            [
                PlanPhase(
                    name: "a",
                    command: """
                        sh -c 'trap "" TERM; echo $$ > $HEADWAY_RUN_DIR/pid; while :; do sleep 0.1; done' &
                        while ! test -s $HEADWAY_RUN_DIR/pid; do sleep 0.01; done
                        """
                )
            ],
            grace: .seconds(600)
        )
        run.tracker.addObserver(StoppingObserver(run.stop, [SIGINT]) { $0.type == .phaseCompleted })
        #expect(await run.run() == .completed)
        #expect(run.lives("pid") == false)
    }

    @Test("A request to stop while a phase that took too long is being ended skips its grace")
    func hastenedTimeout() async throws {
        let run = try TestRun(
            [
                PlanPhase(
                    name: "a",
                    command: """
                        trap 'echo ::progress 1% asked' TERM
                        echo x > $HEADWAY_RUN_DIR/ready
                        while :; do sleep 0.05; done
                        """,
                    timeout: .seconds(1)
                )
            ],
            grace: .seconds(600)
        )
        run.tracker.addObserver(StoppingObserver(run.stop, [SIGINT], when: "asked"))
        #expect(await run.run() == .timedOut)
    }

    @Test("When the run's time is up between two phases, the rest is skipped")
    func deadlineBetweenPhases() async throws {
        let run = try TestRun(
            [
                PlanPhase(
                    name: "a",
                    command: "trap '' TERM; while :; do sleep 0.05; done",
                    timeout: .seconds(1),
                    continueOnFailure: true
                ),
                PlanPhase(name: "never", command: "touch $HEADWAY_RUN_DIR/never", continueOnFailure: true),
            ],
            timeout: .milliseconds(1_800),
            grace: .seconds(1)
        )
        #expect(await run.run() == .timedOut)
        #expect(run.phases.map(\.status) == [.timedOut, .skipped])
        #expect(run.tracker.state.error == "it took longer than its timeout of 1.8 s")
        #expect(!FileManager.default.fileExists(atPath: run.folder.path + "/never"))
    }
}
