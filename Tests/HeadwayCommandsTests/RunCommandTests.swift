import Foundation
import Headway
import Testing

@testable import HeadwayCommands

@Suite("headway run")
struct RunCommandTests {
    private let headway: CommandLineProgram

    init() throws {
        headway = try CommandLineProgram()
    }

    private func state() async throws -> RunState {
        let result = try await headway.run("status", "--json")
        return try RunFormat.state(Array(result.output.utf8))
    }

    /// Waits until a phase has made a file: a watch on what the program does, not on the clock.
    private func waitFor(_ name: String) async throws {
        try await WaitedInVain.wait(for: name) { !headway.read(name).isEmpty }
    }

    @Test("A plan whose phases all succeed ends with 0 and leaves a record")
    func success() async throws {
        try headway.write(
            "name: two\nphases:\n  - name: a\n    command: echo a\n  - name: b\n    command: echo b\n",
            to: "p.yaml"
        )
        let result = try await headway.run("run", "p.yaml")
        #expect(result.code == 0)
        #expect(result.errors.contains("headway watch /"))
        let state = try await state()
        #expect(state.status == .completed)
        #expect(state.fraction == 1)
        #expect(state.phases.map(\.name) == ["a", "b"])
        let spent = state.phases.compactMap(\.durationSeconds).reduce(0, +)
        #expect(spent > 0 && spent <= state.elapsedSeconds)
        let folder = ".headway/runs/\(state.runID)"
        #expect(headway.read(folder + "/plan.yaml").hasPrefix("name: two"))
        #expect(headway.read(folder + "/output/02-b.log") == "b\n")
        #expect(headway.read(".headway/.gitignore") == "*\n")
    }

    @Test(
        "A failed phase ends with 1 and shows its exit code, last lines and log",
        arguments: ["plain", "off", "json"]
    )
    func failure(console: String) async throws {
        try headway.write(
            "phases:\n  - name: ok\n    command: 'true'\n  - name: bad\n    command: seq 30; exit 4\n",
            to: "p.yaml"
        )
        let result = try await headway.run("run", "p.yaml", "--console", console)
        #expect(result.code == 1)
        let said = result.output + result.errors
        #expect(said.contains("exit code 4"))
        #expect(said.contains(" 30\n"))
        #expect(said.contains(" 11\n"))
        #expect(!said.contains(" 10\n"))
        #expect(said.contains("/output/02-bad.log"))
    }

    @Test("A timeout ends with 124")
    func timeout() async throws {
        try headway.write("phases:\n  - name: a\n    command: sleep 600\n    timeout: 200ms\n", to: "p.yaml")
        #expect(try await headway.run("run", "p.yaml").code == 124)
        #expect(try await state().status == .timedOut)
    }

    @Test("A wrong plan names every mistake with its line, and starts nothing")
    func wrongPlan() async throws {
        try headway.write(
            "phases:\n  - name: a\n    comand: touch made\n  - nam: b\n    command: touch made\n",
            to: "p.yaml"
        )
        let result = try await headway.run("run", "p.yaml")
        #expect(result.code == 65)
        #expect(result.errors.contains("p.yaml:3:5"))
        #expect(result.errors.contains("did you mean \"command\"?"))
        #expect(result.errors.contains("p.yaml:4:"))
        #expect(headway.read("made").isEmpty)
        #expect(!FileManager.default.fileExists(atPath: headway.folder + "/.headway"))
        #expect(try await headway.run("run", "none.yaml").code == 65)
    }

    @Test("Wrong usage ends with 64")
    func usage() async throws {
        #expect(try await headway.run("run").code == 64)
        #expect(try await headway.run("run", "p.yaml", "--", "true").code == 64)
        #expect(try await headway.run("run", "--console", "loud", "--", "true").code == 64)
        #expect(try await headway.run("run", "--timeout", "soon", "--", "true").code == 64)
        #expect(try await headway.run("run", "--repeat", "0", "--", "true").code == 64)
        #expect(try await headway.run("run", "--warmup", "-1", "--", "true").code == 64)
        #expect(try await headway.run("run", "--jobs", "0", "--", "true").code == 64)
        #expect(try await headway.run("run", "--repeat", "2", "p.yaml").code == 64)
        #expect(try await headway.run("run", "--raw-log", "--", "true").code == 64, "its log is raw without a terminal")
        #expect(try await headway.run("run", "--resume", "--", "true").code == 64)
        #expect(try await headway.run("run", "--resume", "p.yaml").code == 64, "there is no run of it")
        #expect(try await headway.run("status", "nothing").code == 64)
    }

    @Test("--dry-run shows what would run, and runs nothing")
    func dryRun() async throws {
        try headway.write(
            "command: touch made\nphases:\n  - name: a\n  - name: b\n    command: make b\n    expected_artifacts: [b.csv]\n",
            to: "p.yaml"
        )
        let result = try await headway.run("run", "--dry-run", "p.yaml")
        #expect(result.code == 0)
        #expect(result.output.contains("$ touch made"))
        #expect(result.output.contains("$ make b"))
        #expect(result.output.contains("b.csv"))
        #expect(headway.read("made").isEmpty)
        #expect(!FileManager.default.fileExists(atPath: headway.folder + "/.headway"))
    }

    @Test("--raw-log keeps what a command sends to its terminal beside its log")
    func rawLog() async throws {
        let result = try await headway.run("run", "--tty", "--raw-log", "--", "printf", #"1\r2\n"#)
        #expect(result.code == 0)
        let runs = headway.folder + "/.headway/runs"
        let run = try #require(try FileManager.default.contentsOfDirectory(atPath: runs).first)
        #expect(headway.read(".headway/runs/\(run)/output/01-printf.log") == "2\n")
        #expect(headway.read(".headway/runs/\(run)/output/01-printf.raw") == "1\r2\r\n")
    }

    @Test("One command needs no plan, keeps its words, and gives the benchmark its name")
    func command() async throws {
        let result = try await headway.run(
            "run",
            "--",
            "sh",
            "-c",
            "printf '%s|' \"$@\"; exit 5",
            "x",
            "a b",
            "it's",
            ""
        )
        #expect(result.code == 1)
        let state = try await state()
        #expect(state.phases[0].error == "exit code 5")
        #expect(headway.read(".headway/runs/\(state.runID)/output/01-sh.log") == "a b|it's||")
        #expect(state.benchmark.hasPrefix("sh -c "))
        _ = try await headway.run("run", "--name", "mine", "--", "true")
        #expect(try await self.state().benchmark == "mine")
        #expect(try await self.state().phases.map(\.name) == ["true"])
    }

    @Test("One driver command runs every phase that has none of its own")
    func phaseCommand() async throws {
        try headway.write("phases:\n  - name: a\n    color: x\n", to: "wrong.yaml")
        try headway.write("benchmark:\n  workflow_phases:\n    - phase_name: a\n    - phase_name: b\n", to: "p.yaml")
        #expect(try await headway.run("run", "p.yaml").code == 65)
        let result = try await headway.run(
            "run",
            "p.yaml",
            "--phase-command",
            "echo $HEADWAY_PHASE_NAME $HEADWAY_PHASE_JSON >> said"
        )
        #expect(result.code == 0)
        #expect(headway.read("said") == "a {\"phase_name\":\"a\"}\nb {\"phase_name\":\"b\"}\n")
    }

    @Test(
        "Interrupted it ends with 130, terminated with 143, and says `cancelled`",
        arguments: [(SIGINT, 130), (SIGTERM, 143)] as [(Int32, Int32)]
    )
    func interrupted(signal: Int32, code: Int32) async throws {
        let call = try headway.start(["run", "--", "sh", "-c", "sleep 600 & echo $! > child; wait"])
        try await waitFor("child")
        call.signal(signal)
        #expect(await call.end().code == code)
        #expect(try await state().status == .cancelled)
        let child = Int(headway.read("child").trimmingCharacters(in: .whitespacesAndNewlines))
        #expect(child.map { PlatformProcess.exists($0) } == false)
    }

    @Test("Two signals end it at once although its phase ignores the first")
    func twice() async throws {
        let call = try headway.start([
            "run", "--", "sh", "-c", "trap '' TERM; echo x > ready; while :; do sleep 1; done",
        ])
        try await waitFor("ready")
        // Two of one kind that come together are one to the system.
        call.signal(SIGINT)
        call.signal(SIGTERM)
        #expect([130, 143].contains(await call.end().code))
    }

    @Test("A hangup doesn't end the run")
    func hangup() async throws {
        let call = try headway.start([
            "run", "--", "sh", "-c", "echo x > ready; while ! test -s go; do sleep 0.05; done",
        ])
        try await waitFor("ready")
        call.signal(SIGHUP)
        try headway.write("go", to: "go")
        #expect(await call.end().code == 0)
    }

    @Test("A folder where nothing can be written is said before the first phase")
    func cannotWrite() async throws {
        try headway.write("", to: "file")
        let result = try await headway.run("run", "--root", "file/x", "--", "touch", "made")
        #expect(result.code == 74)
        #expect(result.errors.contains("file/x"))
        #expect(!FileManager.default.fileExists(atPath: headway.folder + "/made"))
    }

    @Test("A run that is refused at its start leaves nothing behind")
    func refused() async throws {
        try headway.write("mine", to: "taken.json")
        let result = try await headway.run("run", "--progress-file", "taken.json", "--", "true")
        #expect(result.code == 74)
        #expect(headway.read("taken.json") == "mine")
        let runs = try FileManager.default.contentsOfDirectory(atPath: headway.folder + "/.headway/runs")
        #expect(runs.isEmpty)
    }

    @Test("A second writer is refused, and the first one's run stays the newest")
    func secondWriter() async throws {
        let call = try headway.start([
            "run", "--progress-file", "p.json", "--", "sh", "-c", "echo x > ready; sleep 600",
        ])
        try await waitFor("ready")
        let result = try await headway.run("run", "--progress-file", "p.json", "--", "true")
        #expect(result.code == 74)
        #expect(try await state().status == .running)
        call.signal(SIGINT)
        #expect(await call.end().code == 130)
    }

    @Test("A command may be called like an option of the shell", arguments: ["-c", "--", "-x/tool"])
    func oddNames(name: String) async throws {
        let tool = headway.folder + "/bin/" + name
        let folder = URL(fileURLWithPath: tool).deletingLastPathComponent()
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try "#!/bin/sh\necho tool \"$@\"\n".write(toFile: tool, atomically: true, encoding: .utf8)
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: tool)
        let path = (ProcessInfo.processInfo.environment["PATH"] ?? "") + ":" + headway.folder + "/bin"
        let call = try headway.start(
            ["run", "--root", "..", "--output", "--console", "plain", "--", name, "a"],
            environment: ["PATH": path],
            folder: "bin"
        )
        let result = await call.end()
        #expect(result.code == 0, "\(result.errors)")
        #expect(result.output.contains("tool a"))
    }

    @Test("The snapshot is kept elsewhere too, and the runs where HEADWAY_ROOT says")
    func places() async throws {
        let result = try await headway.run(
            "run",
            "--progress-file",
            "here.json",
            "--",
            "true",
            environment: ["HEADWAY_ROOT": "elsewhere"]
        )
        #expect(result.code == 0)
        #expect(try RunFormat.state(Array(headway.read("here.json").utf8)).status == .completed)
        #expect(FileManager.default.fileExists(atPath: headway.folder + "/elsewhere/runs"))
        #expect(try await headway.run("status", "here.json").code == 0)
    }

    @Test("Standard output has the journal's lines with --console json")
    func json() async throws {
        let result = try await headway.run("run", "--console", "json", "--", "true")
        let events = result.output.split(separator: "\n").compactMap { RunFormat.event($0.utf8) }
        #expect(events.count == result.output.split(separator: "\n").count)
        #expect(events.first?.type == .benchmarkStarted)
        #expect(events.last?.type == .benchmarkCompleted)
    }
}
