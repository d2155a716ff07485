import Foundation
import Headway
import HeadwayTesting
import Synchronization
import Testing

@testable import HeadwayRunner

@Suite("Running a plan")
struct PlanRunnerTests {
    @Test("Phases run one after the other, report their progress, and leave their output in a log")
    func success() async throws {
        let run = try TestRun([
            PlanPhase(name: "count", command: "for i in 1 2 3; do echo ::progress $i/3 step $i; done"),
            PlanPhase(name: "on stderr", command: "echo one; echo ::progress 50% >&2; echo three"),
        ])
        #expect(await run.run() == .completed)
        #expect(run.phases.map(\.status) == [.completed, .completed])
        #expect(run.phases[0].completed == 3)
        #expect(run.phases[0].total == 3)
        #expect(run.phases[0].message == "step 3")
        #expect(run.recorder.events(of: .phaseProgress).contains { $0.context.percentage == 50 })
        #expect(run.text("output/02-on_stderr.log") == "one\n::progress 50%\nthree\n")
        #expect(run.tracker.state.fraction == 1)
    }

    @Test("What a tool prints is recognized, as the plan says it")
    func recognition() async throws {
        let bar = #"for i in 0 1 2 3 4; do printf '\r%d%%|##| %d/4 [00:00<00:01, 9.1rows/s]' $((i * 25)) $i; done"#
        let run = try TestRun([
            PlanPhase(name: "auto", command: bar),
            PlanPhase(name: "none", command: bar, progress: .none),
            PlanPhase(
                name: "pattern",
                command: "echo at 3 by 4",
                progress: try ProgressSetting(#"(?<completed>\d) by (?<total>\d)"#)
            ),
            PlanPhase(name: "other", command: bar, progress: .form(.pytest)),
        ])
        #expect(await run.run() == .completed)
        #expect(run.phases.map(\.completed) == [4, nil, 3, nil])
        #expect(run.phases.map(\.total) == [4, nil, 4, nil])
        #expect(run.phases.map(\.unit) == ["rows", nil, nil, nil])
    }

    @Test("A failed phase ends the run with its exit code, last lines and log")
    func failure() async throws {
        let run = try TestRun([
            PlanPhase(name: "ok", command: "true"),
            PlanPhase(name: "bad", command: "seq 1 30; exit 3"),
            PlanPhase(name: "never", command: "touch $HEADWAY_RUN_DIR/never"),
        ])
        #expect(await run.run() == .failed)
        #expect(run.phases.map(\.status) == [.completed, .failed, .skipped])
        #expect(run.phases[1].error == "exit code 3")
        #expect(run.phases[1].output == (11...30).map(String.init))
        #expect(run.phases[1].log == run.folder.path + "/output/02-bad.log")
        #expect(!FileManager.default.fileExists(atPath: run.folder.path + "/never"))
    }

    @Test("After a failure the run goes on where the plan says so, and has failed all the same")
    func continuing() async throws {
        let run = try TestRun([
            PlanPhase(name: "bad", command: "exit 1", continueOnFailure: true),
            PlanPhase(name: "picky", command: "true", skipIfFailed: true),
            PlanPhase(name: "good", command: "true"),
        ])
        #expect(await run.run() == .failed)
        #expect(run.phases.map(\.status) == [.failed, .skipped, .completed])
        #expect(run.phases[1].message == "an earlier phase failed")
    }

    @Test(
        "How a command ended is told exactly",
        arguments: [
            ("exit 7", "exit code 7"),
            ("kill -SEGV $$", "killed by SIGSEGV (11)"),
            ("no-such-command-anywhere", "exit code 127"),
        ]
    )
    func ends(command: String, error: String) async throws {
        let run = try TestRun([PlanPhase(name: "a", command: command)])
        #expect(await run.run() == .failed)
        #expect(run.phases[0].error == error)
    }

    @Test("A folder that can't be entered is a failed phase")
    func missingFolder() async throws {
        let run = try TestRun([PlanPhase(name: "a", command: "true", workingDirectory: "none")])
        #expect(await run.run() == .failed)
        #expect(run.phases[0].error?.contains("none can't be entered") == true)
    }

    @Test("A command finds its run in its environment, its plan's variables, and nothing on its standard input")
    func environment() async throws {
        let names = "ID=$HEADWAY_RUN_ID DIR=$HEADWAY_RUN_DIR FILE=$HEADWAY_PROGRESS_FILE NAME=$HEADWAY_PHASE_NAME"
        let run = try TestRun([
            PlanPhase(name: "first", command: "true"),
            PlanPhase(
                name: "second",
                command: "echo \"\(names) INDEX=$HEADWAY_PHASE_INDEX JSON=$HEADWAY_PHASE_JSON X=$X\"; wc -c",
                env: [PlanVariable(name: "X", value: "it's")],
                json: #"{"name":"second"}"#
            ),
        ])
        #expect(await run.run() == .completed)
        let lines = run.text("output/02-second.log").split(separator: "\n").map(String.init)
        let folder = run.folder.path
        #expect(
            lines.first == "ID=run-1 DIR=\(folder) FILE=\(folder)/.progress.json NAME=second INDEX=1 "
                + #"JSON={"name":"second"} X=it's"#
        )
        #expect(lines.last?.trimmingCharacters(in: .whitespaces) == "0")
    }

    @Test("A phase runs in its folder, relative to the plan's")
    func workingDirectory() async throws {
        let run = try TestRun([PlanPhase(name: "a", command: "pwd -P", workingDirectory: "runs")])
        #expect(await run.run() == .completed)
        #expect(run.text("output/01-a.log").hasSuffix("/runs\n"))
    }

    @Test("A phase whose artifacts are missing has failed")
    func artifacts() async throws {
        let run = try TestRun([
            PlanPhase(
                name: "makes",
                command: "mkdir $HEADWAY_RUN_DIR/made; touch $HEADWAY_RUN_DIR/made/file",
                expectedArtifacts: ["$HEADWAY_RUN_DIR/made", "${HEADWAY_RUN_DIR}/made/file"]
            ),
            PlanPhase(name: "doesn't", command: "true", expectedArtifacts: ["/none.csv", "$HEADWAY_RUN_DIR/made"]),
        ])
        #expect(await run.run() == .failed)
        #expect(run.phases.map(\.status) == [.completed, .failed])
        #expect(run.phases[1].error == "its expected artifact is missing: /none.csv")
    }

    @Test("What a phase left in the background is there for later phases, and ended with the run")
    func leftInBackground() async throws {
        let run = try TestRun([
            PlanPhase(name: "serve", command: "sleep 600 & echo $! > $HEADWAY_RUN_DIR/pid"),
            PlanPhase(name: "use", command: "kill -0 $(cat $HEADWAY_RUN_DIR/pid)"),
        ])
        #expect(await run.run() == .completed)
        #expect(run.lives("pid") == false)
    }

    @Test("A phase that prints a flood, binary, or an endless line doesn't confuse the run")
    func flood() async throws {
        let run = try TestRun([
            PlanPhase(name: "flood", command: "yes | head -c 30000000; echo; echo ::progress 70% done"),
            PlanPhase(name: "binary", command: "head -c 300000 /dev/urandom; exit 1"),
        ])
        #expect(await run.run() == .failed)
        #expect(run.phases[0].message == "done")
        #expect(run.phases[1].error == "exit code 1")
        #expect(run.phases[1].output?.count ?? 0 <= 20)
    }

    @Test("Of output that comes faster than it can be passed on, what is left out is said, and the end is passed on")
    func tooMuchOutput() async throws {
        let lines = Mutex<(count: Int, said: String?, last: String)>((0, nil, ""))
        let run = try TestRun([PlanPhase(name: "flood", command: "yes | head -c 60000000; echo; echo the end")]) {
            line in
            lines.withLock {
                $0.count += 1
                $0.last = line
                if line.contains("left out") { $0.said = line }
            }
        }
        #expect(await run.run() == .completed)
        let (count, said, last) = lines.withLock { $0 }
        #expect(last == "the end")
        let megabytes = try #require(said?.firstMatch(of: /^\(([0-9]+) MB of what/).flatMap { Int($0.1) })
        #expect(abs(megabytes * 1_000_000 + count * 2 - 60_000_000) < 1_100_000)
    }
}

@Suite("Ending a run")
struct StoppingTests {
    /// A shell that starts a child of a child; the innermost writes down who it is, and says that all is set up.
    private func family(leader: String, child: String) -> String {
        """
        \(leader)
        sh -c '\(child)
        echo $$ > $HEADWAY_RUN_DIR/child
        sleep 610 & echo $! > $HEADWAY_RUN_DIR/grandchild
        echo "::progress 10% ready"
        while :; do sleep 0.1; done' &
        wait
        """
    }

    private func expectNobody(of run: TestRun) {
        #expect(run.lives("child") == false)
        #expect(run.lives("grandchild") == false)
    }

    @Test(
        "A phase that takes too long is ended with all its children, whoever ignores SIGTERM",
        arguments: [
            ("", ""), ("", "trap \"\" TERM"), ("trap '' TERM", "trap \"\" TERM"),
            ("trap 'exit 0' TERM", "trap \"\" TERM"),
        ]
    )
    func phaseTimeout(leader: String, child: String) async throws {
        let run = try TestRun([
            PlanPhase(name: "slow", command: family(leader: leader, child: child), timeout: .seconds(12)),
            PlanPhase(name: "never", command: "true"),
        ])
        #expect(await run.run() == .timedOut)
        #expect(run.phases.map(\.status) == [.timedOut, .skipped])
        #expect(run.phases[0].error?.hasPrefix("it took longer than its timeout of 12 s") == true)
        expectNobody(of: run)
    }

    @Test("A run that takes too long ends its phase, and no other begins")
    func runTimeout() async throws {
        let run = try TestRun(
            [
                PlanPhase(name: "slow", command: family(leader: "", child: ""), continueOnFailure: true),
                PlanPhase(name: "never", command: "true"),
            ],
            timeout: .seconds(12)
        )
        #expect(await run.run() == .timedOut)
        #expect(run.phases.map(\.status) == [.timedOut, .skipped])
        #expect(run.phases[0].error?.hasPrefix("the run took longer than its timeout") == true)
        expectNobody(of: run)
    }

    @Test("A run that is asked to stop cancels its phase and leaves nobody behind")
    func stop() async throws {
        let run = try TestRun([PlanPhase(name: "a", command: family(leader: "", child: "trap \"\" TERM"))])
        run.tracker.addObserver(StoppingObserver(run.stop, [SIGINT], when: "ready"))
        #expect(await run.run() == .cancelled)
        #expect(run.phases[0].status == .cancelled)
        #expect(run.tracker.state.status == .cancelled)
        expectNobody(of: run)
    }

    @Test("Asked twice, it doesn't wait for the grace")
    func urgent() async throws {
        let run = try TestRun(
            [PlanPhase(name: "a", command: family(leader: "trap '' TERM", child: "trap \"\" TERM"))],
            grace: .seconds(600)
        )
        run.tracker.addObserver(StoppingObserver(run.stop, [SIGINT, SIGINT], when: "ready"))
        #expect(await run.run() == .cancelled)
        expectNobody(of: run)
    }

    @Test("A stopped process hears that it has to end")
    func stoppedProcess() async throws {
        let run = try TestRun(
            [PlanPhase(name: "a", command: "echo '::progress 1% ready'; kill -STOP $$; sleep 600")],
            grace: .seconds(600)
        )
        run.tracker.addObserver(StoppingObserver(run.stop, [SIGTERM], when: "ready"))
        #expect(await run.run() == .cancelled)
    }

    @Test("Before the first phase it is not too late to stop")
    func early() async throws {
        let run = try TestRun([PlanPhase(name: "a", command: "true")])
        run.stop.request(SIGTERM)
        #expect(await run.run() == .cancelled)
        #expect(run.phases.map(\.status) == [.skipped])
    }
}
