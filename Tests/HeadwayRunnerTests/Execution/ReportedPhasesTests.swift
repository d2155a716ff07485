import Headway
import HeadwayTesting
import Synchronization
import Testing

@testable import HeadwayRunner

@Suite("Phases that a command reports")
struct ReportedPhasesTests {
    @Test("They are phases of the run in place of the command's own, with their progress and their ends")
    func inPlace() async throws {
        let run = try TestRun([
            PlanPhase(name: "before", command: "true"),
            PlanPhase(
                name: "bench",
                command: """
                    echo ::phase start load data 10
                    echo ::progress 4/10 item 4
                    echo ::phase end load data
                    echo '::phase start "measure"'
                    echo ::progress 50%
                    echo '::phase end "measure" ok'
                    """
            ),
            PlanPhase(name: "after", command: "true"),
        ])
        #expect(await run.run() == .completed)
        #expect(run.phases.map(\.name) == ["before", "load data", "after", "measure"])
        #expect(run.tracker.state.phasesInOrder.map(\.name) == ["before", "load data", "measure", "after"])
        #expect(run.phases.map(\.status) == [.completed, .completed, .completed, .completed])
        #expect(run.phases.map(\.reportedBy) == [nil, "bench", nil, "bench"])
        #expect(run.phases[1].total == 10)
        #expect(run.recorder.events(of: .phaseProgress).contains { $0.context.message == "item 4" })
        #expect(run.phases[1].processGroup != nil && run.phases[1].processGroup == run.phases[3].processGroup)
        #expect(run.tracker.state.fraction == 1)
    }

    @Test("One that failed fails the run, although its command ends well")
    func failed() async throws {
        let run = try TestRun([
            PlanPhase(name: "bench", command: "echo ::phase start a; echo ::phase end a failed no luck"),
            PlanPhase(name: "never", command: "true"),
        ])
        #expect(await run.run() == .failed)
        #expect(run.phases.map(\.status) == [.failed, .skipped])
        #expect(run.phases[0].error == "no luck")
        #expect(run.phases[0].log?.hasSuffix("output/01-bench.log") == true)
    }

    @Test("Those that are open end as their command does, the newest with its last words")
    func open() async throws {
        let run = try TestRun([
            PlanPhase(name: "bench", command: "echo ::phase start a; echo ::phase start b; echo words; exit 3")
        ])
        #expect(await run.run() == .failed)
        #expect(run.phases.map(\.name) == ["a", "b"])
        #expect(run.phases.map(\.status) == [.failed, .failed])
        #expect(run.phases.map(\.error) == [nil, "exit code 3"])
        #expect(run.phases[1].output?.last == "words")
        let good = try TestRun([PlanPhase(name: "bench", command: "echo ::phase start a")])
        #expect(await good.run() == .completed)
        #expect(good.phases.map(\.status) == [.completed])
    }

    @Test("A command that fails after the last of them is told with a phase of its own name")
    func failedAfterwards() async throws {
        let run = try TestRun([
            PlanPhase(name: "bench", command: "echo ::phase start a; echo ::phase end a; exit 4")
        ])
        #expect(await run.run() == .failed)
        #expect(run.phases.map(\.name) == ["a", "bench"])
        #expect(run.phases.map(\.status) == [.completed, .failed])
        #expect(run.phases[1].error == "exit code 4")
    }

    @Test("Several at once are told apart by their names")
    func sideBySide() async throws {
        let run = try TestRun([
            PlanPhase(
                name: "bench",
                command: """
                    echo ::phase start a; echo ::phase start b
                    echo ::phase progress a 1/4; echo ::phase progress b 3/4
                    echo ::phase end a; echo ::phase end b skipped
                    """
            )
        ])
        #expect(await run.run() == .completed)
        #expect(run.phases.map(\.status) == [.completed, .skipped])
        #expect(run.phases.map(\.completed) == [1, 3])
    }

    @Test("An end of a phase that hasn't begun fails nothing")
    func endOfNothing() async throws {
        let run = try TestRun([
            PlanPhase(name: "bench", command: "echo ::phase start a; echo ::phase end a; echo ::phase end b failed")
        ])
        #expect(await run.run() == .completed)
    }

    @Test("Of more phases than anybody would look at only the first thousand are taken")
    func tooMany() async throws {
        let run = try TestRun([PlanPhase(name: "bench", command: "seq 1 1500 | sed 's/^/::phase start p/'")])
        #expect(await run.run() == .completed)
        #expect(run.phases.count == 1_000)
    }

    @Test("What makes no sense does no harm")
    func nonsense() async throws {
        let run = try TestRun([
            PlanPhase(
                name: "bench",
                command: """
                    echo ::phase end none; echo ::phase progress none 1/2; echo ::phase start
                    echo ::phase start a; echo ::phase start a; echo ::phase end a; echo ::phase end a; echo ::phase end a
                    """
            )
        ])
        #expect(await run.run() == .completed)
        #expect(run.phases.map(\.name) == ["a", "a"])
    }

    @Test("An end that says that it failed, or what nobody knows, is no success, however it is written")
    func failedInOtherWords() async throws {
        let run = try TestRun([
            PlanPhase(
                name: "bench",
                command: """
                    for name in x y '"z"' "'sort all'"; do echo "::phase start $name"; done
                    echo ::phase end x FAILED; echo ::phase end y error: disk; echo '::phase end "z" fail'
                    echo "::phase end sort all kaputt"
                    """
            )
        ])
        #expect(await run.run() == .failed)
        #expect(run.phases.map(\.name) == ["x", "y", "z", "sort all"])
        #expect(run.phases.map(\.status) == [.failed, .failed, .failed, .failed])
        #expect(
            run.phases.map(\.error) == [
                "it says so itself", "disk", "it says so itself", "\"kaputt\" is no end of a phase; write ok or failed",
            ]
        )
    }

    @Test("Who ends a phase in the words with which it began has not said that it failed")
    func endAsBegun() async throws {
        let run = try TestRun([
            PlanPhase(name: "bench", command: "echo ::phase start trial 1; echo ::phase end trial 1")
        ])
        #expect(await run.run() == .completed)
        #expect(run.phases.map(\.name) == ["trial"])
    }

    @Test("Neither progress nor the count beside it falls or exceeds its total, whoever reports it")
    func rising() async throws {
        let run = try TestRun([
            PlanPhase(
                name: "bench",
                command: """
                    echo ::phase start a; echo ::phase progress a 5/10; echo ::phase progress a 2/10
                    echo ::phase start b; echo ::phase progress b 12/10
                    echo ::phase start c; echo ::progress 60%; echo ::phase progress c 50%
                    echo ::phase start d 10; echo ::phase progress d 8; echo ::progress 20%; echo ::phase end none
                    echo ::progress 10%
                    exit 1
                    """
            )
        ])
        #expect(await run.run() == .failed)
        #expect(run.phases.map(\.completed) == [5, 10, nil, 8])
        #expect(run.phases.map(\.fraction) == [0.5, 1, 0.6, 0.8])
    }

    @Test(
        "A line that begins like one and makes no sense is told once",
        arguments: [
            ("::progress 0.75", "isn't understood"), ("::phase begin x", "isn't understood"),
            ("::phase end nosuch", "no phase by that name"), ("::phase progress nosuch 1/2", "no phase by that name"),
        ]
    )
    func warning(line: String, reason: String) async throws {
        let warnings = Mutex<[String]>([])
        let surroundings = RunSurroundings(onWarning: { text in warnings.withLock { $0.append(text) } })
        let run = try TestRun(
            [PlanPhase(name: "bench", command: "echo '\(line)'; echo '\(line)'; echo ::progress nonsense")],
            surroundings: surroundings
        )
        #expect(await run.run() == .completed)
        let told = warnings.withLock { $0 }
        #expect(told.count == 1 && told[0].contains("phase \"bench\"") && told[0].contains(reason), "\(told)")
    }

    @Test("A command that is interrupted between two of them can be stopped")
    func between() async throws {
        let run = try TestRun([
            PlanPhase(name: "bench", command: "echo ::phase start a; echo ::phase end a; exec sleep 600")
        ])
        run.tracker.addObserver(StoppingObserver(run.stop, [2]) { $0.type == .phaseCompleted })
        #expect(await run.run() == .cancelled)
        let group = try #require(run.phases[0].processGroup.flatMap(ProcessGroup.init))
        #expect(!group.isAlive)
    }
}
