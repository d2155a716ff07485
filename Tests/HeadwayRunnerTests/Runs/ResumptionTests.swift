import Foundation
import Headway
import Testing

@testable import HeadwayRunner

@Suite("What a run that goes on keeps")
struct ResumptionTests {
    private func plan(_ phases: [PlanPhase], name: String = "b") -> Plan { Plan(name: name, phases: phases) }

    private func phase(_ name: String, _ command: String = "true", needs: [String]? = nil) -> PlanPhase {
        PlanPhase(name: name, command: command, needs: needs)
    }

    /// The state of a run whose phases ended so, one after the other.
    private func state(_ ends: [(name: String, status: PhaseStatus?)]) -> RunState {
        var configuration = ProgressTracker.Configuration()
        configuration.runID = "old"
        let tracker = ProgressTracker(configuration: configuration)
        tracker.benchmarkStarted("b", phases: ends.map(\.name))
        for end in ends {
            guard let status = end.status else { continue }
            tracker.startPhase(end.name).complete(status)
        }
        tracker.benchmarkCompleted(success: false)
        return tracker.state
    }

    private func refusal(_ plan: Plan, after old: Plan, _ state: RunState) -> String? {
        do {
            _ = try Resumption(plan, after: old, state)
            return nil
        } catch {
            return error.description
        }
    }

    @Test("The phases up to the first that has not succeeded are kept")
    func ordered() throws {
        let plan = plan(["a", "b", "c", "d"].map { phase($0) })
        let state = state([("a", .completed), ("b", .completed), ("c", .failed), ("d", .completed)])
        let kept = try Resumption(plan, after: plan, state).kept
        #expect(Set(kept.keys) == ["a", "b"])
        #expect(kept["a"]?.runID == "old")
    }

    @Test("Where phases say what they need, all are kept that succeeded and need nothing that is repeated")
    func needs() throws {
        let plan = plan([
            phase("a"), phase("b", needs: ["a"]), phase("c", needs: ["b"]), phase("d", needs: ["a"]), phase("e"),
        ])
        let state = state([("a", .completed), ("b", .failed), ("c", nil), ("d", .completed), ("e", .completed)])
        #expect(Set(try Resumption(plan, after: plan, state).kept.keys) == ["a", "d", "e"])
        let other = self.state([("a", .failed), ("b", nil), ("c", nil), ("d", .completed), ("e", .completed)])
        #expect(Set(try Resumption(plan, after: plan, other).kept.keys) == ["e"])
    }

    @Test("A phase that is done and has changed is a reason to refuse")
    func changed() {
        let old = plan([phase("a"), phase("b")])
        let state = state([("a", .completed), ("b", .failed)])
        func refusal(_ change: (inout PlanPhase) -> Void) -> String? {
            var changed = old
            change(&changed.phases[0])
            return self.refusal(changed, after: old, state)
        }
        let why = "the phase a is done, but has changed since: "
        #expect(refusal { $0.command = "false" } == why + "command")
        #expect(refusal { $0.env = [PlanVariable(name: "A", value: "b")] } == why + "env")
        #expect(refusal { $0.workingDirectory = "x" } == why + "working_directory")
        #expect(refusal { $0.expectedArtifacts = ["x"] } == why + "expected_artifacts")
        #expect(refusal { ($0.repetitions, $0.warmups) = (2, 1) } == why + "repeat, warmup")
        #expect(refusal { $0.descriptive["initial_prompt"] = .string("x") } == why + "initial_prompt")
        #expect(refusal { ($0.timeout, $0.expectedDuration) = (.seconds(1), .seconds(1)) } == nil)
        #expect(refusal { $0.continueOnFailure = true } == nil)
    }

    @Test("A phase that isn't done may change, go, or be new")
    func unfinished() throws {
        let old = plan([phase("a"), phase("b"), phase("c")])
        let state = state([("a", .completed), ("b", .failed), ("c", nil)])
        let new = plan([phase("a"), phase("b", "better"), phase("d")])
        #expect(Set(try Resumption(new, after: old, state).kept.keys) == ["a"])
    }

    @Test("A phase that is done and is gone, or a benchmark of another name, is a reason to refuse")
    func gone() {
        let old = plan([phase("a"), phase("b")])
        let state = state([("a", .completed), ("b", .failed)])
        #expect(
            refusal(plan([phase("b")]), after: old, state) == "the phase a, which is done, is not in the plan any more"
        )
        #expect(
            refusal(plan(old.phases, name: "x"), after: old, state)
                == "the benchmark is called x now, and was called b"
        )
    }

    @Test("A phase whose artifacts are gone isn't done any more")
    func artifactsGone() async throws {
        var made = phase("a", "touch $HEADWAY_RUN_DIR/a.txt")
        made.expectedArtifacts = ["$HEADWAY_RUN_DIR/a.txt"]
        let plan = plan([made, phase("b", "exit 1")])
        let run = try TestRun(plan.phases)
        #expect(await run.run() == .failed)
        func kept() throws -> [String] {
            let resumption = try Resumption(plan, after: plan, run.tracker.state) { phase in
                Resumption.artifactsAreThere(of: phase, in: plan, files: run.folder.path)
            }
            return Array(resumption.kept.keys)
        }
        #expect(try kept() == ["a"])
        try FileManager.default.removeItem(atPath: run.folder.path + "/a.txt")
        #expect(try kept().isEmpty)
    }

    @Test("What a run kept itself is kept again, as of the run that ran it")
    func again() throws {
        let plan = plan([phase("a"), phase("b"), phase("c")])
        var configuration = ProgressTracker.Configuration()
        configuration.runID = "second"
        let tracker = ProgressTracker(configuration: configuration)
        tracker.benchmarkStarted("b", phases: ["a", "b", "c"])
        tracker.phaseKept("a", seconds: 7, repetitions: [3, 4], of: "first")
        tracker.startPhase("b").complete()
        tracker.benchmarkCompleted(success: false)
        let kept = try Resumption(plan, after: plan, tracker.state).kept
        #expect(kept["a"] == KeptPhase(runID: "first", seconds: 7, repetitionSeconds: [3, 4]))
        #expect(kept["b"]?.runID == "second")
        #expect(kept["c"] == nil)
    }

    @Test("A command that reported phases is kept if all of them succeeded, and takes its place again")
    func reported() throws {
        let plan = plan([phase("a"), phase("b")])
        func kept(_ last: PhaseStatus) throws -> [String: KeptPhase] {
            let tracker = ProgressTracker()
            tracker.benchmarkStarted("b", phases: ["a", "b"])
            let command = tracker.startPhase("a")
            command.startReported("x").complete()
            command.startReported("y").complete(last)
            tracker.benchmarkCompleted(success: false)
            return try Resumption(plan, after: plan, tracker.state).kept
        }
        #expect(Set(try kept(.completed).keys) == ["a"])
        #expect(try kept(.failed).isEmpty)
    }

    @Test("Phases that are kept don't run, and the others find the files of those")
    func run() async throws {
        let first = try TestRun([PlanPhase(name: "a", command: "echo made > $HEADWAY_RUN_DIR/a.txt")])
        #expect(await first.run() == .completed)
        let second = try TestRun(
            [
                PlanPhase(name: "a", command: "touch $HEADWAY_RUN_DIR/again"),
                PlanPhase(name: "b", command: "cat $HEADWAY_RUN_DIR/a.txt"),
            ],
            kept: ["a": KeptPhase(runID: "run-0", seconds: 500)],
            filesFolder: first.folder.path
        )
        #expect(await second.run() == .completed)
        #expect(second.phases[0].keptFrom == "run-0" && second.phases[0].durationSeconds == 500)
        #expect(second.text("output/02-b.log") == "made\n")
        #expect(!FileManager.default.fileExists(atPath: first.folder.path + "/again"))
        #expect(second.tracker.state.elapsedSeconds < 500)
    }
}
