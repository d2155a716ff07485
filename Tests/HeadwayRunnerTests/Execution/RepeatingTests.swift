import Foundation
import Headway
import HeadwayTesting
import Testing

@testable import HeadwayRunner

@Suite("Repeating a phase")
struct RepeatingTests {
    @Test("Its command runs as often as it says, warm-ups first, and each counted run is progress")
    func repeated() async throws {
        let run = try TestRun([
            PlanPhase(name: "a", command: "echo r$HEADWAY_REPETITION; echo ::progress 99%", repetitions: 3, warmups: 2)
        ])
        #expect(await run.run() == .completed)
        let output = run.text("output/01-a.log").split(separator: "\n").filter { !$0.hasPrefix("::") }
        #expect(output == ["r0", "r0", "r1", "r2", "r3"])
        let phase = run.phases[0]
        #expect(phase.completed == 3 && phase.total == 3 && phase.unit == "runs")
        let statistics = try #require(phase.repetitions)
        #expect(statistics.count == 3, "warm-ups don't count")
        #expect(statistics.minimum > 0 && statistics.minimum <= statistics.median)
        #expect(statistics.maximum <= phase.durationSeconds ?? 0)
        let said = run.recorder.events(of: .phaseProgress).compactMap(\.context.percentage)
        #expect(!said.contains { $0 > 67 && $0 < 100 }, "what one of several runs says isn't the progress of all")
    }

    @Test("A command that isn't repeated has no repetitions")
    func once() async throws {
        let run = try TestRun([PlanPhase(name: "a", command: "echo [$HEADWAY_REPETITION]")])
        #expect(await run.run() == .completed)
        #expect(run.phases[0].repetitionSeconds == nil)
        #expect(run.text("output/01-a.log") == "[]\n")
    }

    @Test("The first run that fails ends the phase, says which it was, and keeps the times of those before")
    func failure() async throws {
        let run = try TestRun([
            PlanPhase(name: "a", command: "test $HEADWAY_REPETITION -lt 3", repetitions: 5)
        ])
        #expect(await run.run() == .failed)
        #expect(run.phases[0].error == "run 3 of 5: exit code 1")
        #expect(run.phases[0].repetitionSeconds?.count == 2)
        #expect(run.phases[0].completed == 2)
    }

    @Test("A warm-up that fails ends the phase, too")
    func warmup() async throws {
        let run = try TestRun([PlanPhase(name: "a", command: "exit 2", repetitions: 5, warmups: 1)])
        #expect(await run.run() == .failed)
        #expect(run.phases[0].error == "warm-up 1 of 1: exit code 2")
        #expect(run.phases[0].repetitionSeconds == nil)
    }

    @Test("The timeout is that of all runs together")
    func timeout() async throws {
        let run = try TestRun([
            PlanPhase(name: "a", command: "sleep 0.2", timeout: .seconds(3), repetitions: 100)
        ])
        #expect(await run.run() == .timedOut)
        let count = run.phases[0].repetitionSeconds?.count ?? 0
        #expect(count < 20)
        #expect(run.phases[0].error?.hasPrefix("run \(count + 1) of 100: it took longer than") == true)
    }

    @Test("A request to stop ends the run that goes on, and no other begins")
    func stop() async throws {
        let run = try TestRun([
            PlanPhase(
                name: "a",
                command: "echo x >> $HEADWAY_RUN_DIR/begun; test $HEADWAY_REPETITION = 1 || exec sleep 600",
                repetitions: 100
            )
        ])
        run.tracker.addObserver(
            StoppingObserver(run.stop, [SIGINT]) { $0.type == .phaseProgress && $0.context.completed == 1 }
        )
        #expect(await run.run() == .cancelled)
        #expect(run.phases[0].status == .cancelled)
        #expect(run.text("begun").split(separator: "\n").count <= 2)
    }

    @Test("What runs left in the background is ended with the run")
    func background() async throws {
        let run = try TestRun([
            PlanPhase(
                name: "a",
                command: "sleep 600 & echo $! > $HEADWAY_RUN_DIR/pid$HEADWAY_REPETITION",
                repetitions: 2
            )
        ])
        #expect(await run.run() == .completed)
        #expect(run.lives("pid1") == false)
        #expect(run.lives("pid2") == false)
    }
}
