import Foundation
import Headway
import Testing

@testable import HeadwayCommands

@Suite("headway run --resume")
struct ResumeTests {
    private let headway: CommandLineProgram

    init() throws {
        headway = try CommandLineProgram()
    }

    private func state() async throws -> RunState {
        try RunFormat.state(Array(try await headway.run("status", "--json").output.utf8))
    }

    /// A plan whose first phase leaves a file and whose second one needs a file `ok` to succeed.
    private func writePlan(first: String = "echo x >> $HEADWAY_RUN_DIR/made", timeout: String = "1h") throws {
        try headway.write(
            "name: b\nphases:\n  - name: one\n    command: '\(first)'\n    timeout: \(timeout)\n"
                + "  - name: two\n    command: test -s ok && cat $HEADWAY_RUN_DIR/made\n"
                + "  - name: three\n    command: wc -l < $HEADWAY_RUN_DIR/made\n",
            to: "p.yaml"
        )
    }

    @Test("A run that failed goes on where it failed, with the files that it left, and another time after that")
    func goesOn() async throws {
        try writePlan()
        #expect(try await headway.run("run", "p.yaml").code == 1)
        let first = try await state()
        #expect(try await headway.run("run", "--resume", first.runID).code == 1, "it fails as before")
        let second = try await state()
        #expect(second.runID != first.runID)
        try headway.write("ok", to: "ok")
        let result = try await headway.run("run", "--resume", "--console", "plain")
        #expect(result.code == 0)
        #expect(result.output.contains("one: ✓ completed in"))
        #expect(result.output.contains("kept from \(first.runID)"))
        let third = try await state()
        #expect(third.phases.map(\.status) == [.completed, .completed, .completed])
        #expect(third.phases.map(\.keptFrom) == [first.runID, nil, nil])
        #expect(headway.read(".headway/runs/\(third.runID)/output/03-three.log").contains("1"))

        let history = try await headway.run("history", "b").output.split(separator: "\n")
        #expect(history.contains { $0.hasPrefix("one ") && $0.split(separator: " ")[1] == "1" }, "it ran once")
        #expect(try await headway.run("logs", third.runID, "one").code == 0)
        let report = try await headway.run("status").output
        #expect(report.contains("kept from \(first.runID)") && report.contains("1 kept"))

        let nothing = try await headway.run("run", "--resume")
        #expect(nothing.code == 0 && nothing.output.contains("nothing to go on with"))
        #expect(try await state().runID == third.runID)
    }

    @Test("The log of a phase that is kept is that of the run that ran it")
    func logs() async throws {
        try writePlan(first: "echo from the first; echo x > $HEADWAY_RUN_DIR/made")
        _ = try await headway.run("run", "p.yaml")
        try headway.write("ok", to: "ok")
        #expect(try await headway.run("run", "p.yaml", "--resume").code == 0, "a plan means its newest run")
        #expect(try await headway.run("logs", "one").output == "from the first\n")
    }

    @Test("It refuses when what is done has changed in the plan, but not for a limit")
    func changedPlan() async throws {
        try writePlan()
        _ = try await headway.run("run", "p.yaml")
        let first = try await state().runID
        try writePlan(first: "echo y >> $HEADWAY_RUN_DIR/made")
        let result = try await headway.run("run", "--resume")
        #expect(result.code == 65)
        #expect(result.errors.contains("the phase one is done, but has changed since: command"))
        #expect(try await state().runID == first, "nothing was started")
        try writePlan(timeout: "2h")
        try headway.write("ok", to: "ok")
        #expect(try await headway.run("run", "--resume").code == 0)
    }

    @Test("It refuses while the runner lives, and while the phase of a killed one does")
    func alive() async throws {
        try headway.write(
            "phases:\n  - name: a\n    command: 'true'\n  - name: b\n    command: echo $$ > pid; exec sleep 600\n",
            to: "p.yaml"
        )
        let run = try headway.start(["run", "p.yaml"])
        try await WaitedInVain.wait(for: "pid") { !headway.read("pid").isEmpty }
        let early = try await headway.run("run", "--resume")
        #expect(early.code == 1 && early.errors.contains("is still running"))
        run.signal(SIGKILL)
        _ = await run.end()
        let orphan = try await headway.run("run", "--resume")
        #expect(orphan.code == 1 && orphan.errors.contains("its phase lives on"))
        _ = try await headway.run("stop")
        try headway.write("phases:\n  - name: a\n    command: 'true'\n  - name: b\n    command: 'true'\n", to: "p.yaml")
        #expect(try await headway.run("run", "--resume").code == 0)
        #expect(try await state().phases.map { $0.keptFrom != nil } == [true, false])
    }

    @Test("It refuses while another run is going on with the same one")
    func twice() async throws {
        try headway.write(
            "phases:\n  - name: a\n    command: 'true'\n  - name: b\n    command: test -s ok && echo $$ > pid && exec sleep 600\n",
            to: "p.yaml"
        )
        _ = try await headway.run("run", "p.yaml")
        let first = try await state().runID
        try headway.write("ok", to: "ok")
        let second = try headway.start(["run", "--resume"])
        try await WaitedInVain.wait(for: "pid") { !headway.read("pid").isEmpty }
        let third = try await headway.run("run", "--resume", first)
        #expect(third.code == 1 && third.errors.contains("is still running"))
        second.signal(SIGTERM)
        #expect(await second.end().code == 143)
    }

    @Test("A command goes on as it was given, in the folder where it was")
    func command() async throws {
        try FileManager.default.createDirectory(atPath: headway.folder + "/sub", withIntermediateDirectories: true)
        let run = try headway.start(
            [
                "run", "--root", "../.headway", "--repeat", "2", "--name", "it: is \"so\"", "--", "sh", "-c",
                "test -s ../ok",
            ],
            folder: "sub"
        )
        #expect(await run.end().code == 1)
        try headway.write("ok", to: "ok")
        #expect(try await headway.run("run", "--resume").code == 0)
        let state = try await state()
        #expect(state.benchmark == "it: is \"so\"")
        #expect(state.phases.first?.repetitionSeconds?.count == 2)
    }

    @Test("--dry-run says what would be kept, and starts nothing")
    func dryRun() async throws {
        try writePlan()
        _ = try await headway.run("run", "p.yaml")
        let first = try await state().runID
        let result = try await headway.run("run", "--resume", "--dry-run")
        #expect(result.output.contains("1. one (kept from \(first), won't run"))
        #expect(result.output.contains("2. two (at most 1h"))
        #expect(try await state().runID == first)
    }
}
