import Foundation
import Headway
import Testing

@testable import HeadwayCommands

@Suite("headway watch, logs, replay and prune")
struct WatchingTests {
    private let headway: CommandLineProgram

    init() throws {
        headway = try CommandLineProgram()
    }

    private func waitFor(_ name: String) async throws {
        try await WaitedInVain.wait(for: name) { !headway.read(name).isEmpty }
    }

    /// A run that says how far it is and then waits for the file `go`.
    private func startRun(_ end: String = "exit 0") throws -> CommandLineProgram.Call {
        try headway.start([
            "run", "--", "sh", "-c",
            "echo ::progress 1/2; echo x > ready; while ! test -s go; do sleep 0.05; done; \(end)",
        ])
    }

    @Test(
        "A watcher ends with the run, and with its exit code",
        arguments: [("exit 0", 0), ("exit 9", 1)] as [(String, Int32)]
    )
    func exitCode(end: String, code: Int32) async throws {
        let run = try startRun(end)
        try await waitFor("ready")
        let watch = try headway.start(["watch"])
        try headway.write("go", to: "go")
        #expect(await run.end().code == code)
        let result = await watch.end()
        #expect(result.code == code)
        #expect(result.output.contains("sh -c"))
        #expect(try await headway.run("watch").code == code, "afterwards, too")
    }

    @Test(
        "An exit code that no command can have had, or without an end, isn't the watcher's",
        arguments: [(70_000, "failed", 1), (-1, "failed", 1), (0, "running", 75)] as [(Int, String, Int32)]
    )
    func strangeExitCode(exitCode: Int, status: String, code: Int32) async throws {
        _ = try await headway.run("run", "--", "false")
        let id = try #require(FileManager.default.contentsOfDirectory(atPath: headway.folder + "/.headway/runs").first)
        let folder = ".headway/runs/\(id)/"
        let text = headway.read(folder + ".progress.json")
        #expect(text.contains("\"exit_code\":1,"))
        let changed = text.replacingOccurrences(of: "\"exit_code\":1", with: "\"exit_code\":\(exitCode)")
            .replacingOccurrences(of: "\"status\":\"failed\"", with: "\"status\":\"\(status)\"")
        try headway.write(changed, to: "x.json")
        #expect(try await headway.run("watch", "x.json").code == code)
    }

    @Test("A cancelled run's watcher ends as the run did")
    func cancelled() async throws {
        let run = try startRun()
        try await waitFor("ready")
        let watch = try headway.start(["watch"])
        run.signal(SIGTERM)
        #expect(await run.end().code == 143)
        #expect(await watch.end().code == 143)
    }

    @Test("A watcher waits for a run that hasn't begun")
    func early() async throws {
        let watch = try headway.start(["watch"])
        _ = try await headway.run("run", "--name", "late", "--", "true")
        let result = await watch.end()
        #expect(result.code == 0)
        #expect(result.output.contains("late"))
    }

    @Test("A watcher that leaves doesn't touch the run")
    func leaving() async throws {
        let run = try startRun()
        try await waitFor("ready")
        let watch = try headway.start(["watch", "--console", "json"])
        watch.signal(SIGINT)
        #expect(await watch.end().code == 130)
        try headway.write("go", to: "go")
        #expect(await run.end().code == 0)
    }

    @Test("A watcher that was started with a signal ignored goes on ignoring it", arguments: [SIGHUP, SIGINT, SIGQUIT])
    func ignoring(signal: Int32) async throws {
        let run = try startRun()
        try await waitFor("ready")
        let script = "trap '' \(signal); exec '\(headway.path)' watch > seen"
        let watch = try headway.start(["-c", script], executable: "/bin/sh")
        try await waitFor("seen")
        watch.signal(signal)
        try headway.write("go", to: "go")
        #expect(await run.end().code == 0)
        #expect(await watch.end().code == 0)
    }

    @Test("A watcher sees that the writer was killed, says what is left, and ends with 75")
    func killed() async throws {
        let run = try startRun()
        try await waitFor("ready")
        try await WaitedInVain.wait(for: "the process group") {
            try await headway.run("status", "--json").output.contains("process_group")
        }
        let watch = try headway.start(["watch"])
        run.signal(SIGKILL)
        _ = await run.end()
        let result = await watch.end()
        #expect(result.code == 75)
        #expect(result.errors.contains("is gone, but its phase lives on in process group"))
        #expect(try await headway.run("stop").code == 0)
    }

    @Test("Ten watchers look at once")
    func many() async throws {
        let run = try startRun()
        try await waitFor("ready")
        let watchers = try (0..<10).map { _ in try headway.start(["watch"]) }
        try headway.write("go", to: "go")
        #expect(await run.end().code == 0)
        for watcher in watchers { #expect(await watcher.end().code == 0) }
    }

    @Test("Logs show what a phase printed, by its name or number, or all of them")
    func logs() async throws {
        try headway.write(
            "phases:\n  - name: a\n    command: printf 'one\\n'\n  - name: b c\n    command: printf 'two\\033[2Jx'\n",
            to: "p.yaml"
        )
        _ = try await headway.run("run", "p.yaml")
        #expect(try await headway.run("logs", "a").output == "one\n")
        #expect(try await headway.run("logs", "2").output == "two\u{1B}[2Jx")
        #expect(try await headway.run("logs").output == "==> a <==\none\n==> b c <==\ntwo\u{1B}[2Jx")
        #expect(try await headway.run("logs", "zzz").errors.contains("there is no run `zzz`"))
        let missing = try await headway.run("logs", "2", "zzz")
        #expect(missing.code == 64)
        #expect(missing.errors.contains("there are: a, b c"))
    }

    @Test("Of a run of which only the snapshot stays, logs say so")
    func prunedLogs() async throws {
        _ = try await headway.run("run", "--name", "good", "--", "echo", "hello")
        #expect(try await headway.run("prune", "--keep", "0", "--yes").output.contains("keep its snapshot"))
        for arguments in [["logs"], ["logs", "1"], ["logs", "--follow"]] {
            let logs = try await headway.start(arguments).end()
            #expect(logs.code == 1)
            #expect(logs.output.isEmpty)
            #expect(logs.errors.contains("is gone: `headway prune` has kept nothing but its snapshot"))
        }
        #expect(try await headway.run("status").output.contains("completed"))
        let replay = try await headway.run("replay")
        #expect(replay.code == 65)
        #expect(replay.errors.contains("its journal is gone"))
    }

    @Test("Of a damaged snapshot without a journal it says so, waits a moment, and ends with 65")
    func damaged() async throws {
        try headway.write("{\"schema\":", to: "x.json")
        let watch = try await headway.run("watch", "x.json")
        #expect(watch.code == 65)
        #expect(
            watch.errors.contains(
                "x.json: it is damaged (it is not JSON, or not an object), and no journal beside it tells"
            )
        )
        #expect(watch.errors.contains("; waiting"))
    }

    @Test("A plain watcher tells every phase, once, although the journal is removed on the way")
    func everyPhase() async throws {
        let phases = (1...6).map { number in
            "  - name: p\(number)\n    command: 'echo x > at\(number); while ! test -s go\(number); do sleep 0.02; done'\n"
        }
        try headway.write("phases:\n" + phases.joined(), to: "p.yaml")
        let run = try headway.start(["run", "p.yaml"])
        try await waitFor("at1")
        let watch = try headway.start(["watch"])
        try await WaitedInVain.wait(for: "p1") { watch.outputSoFar.contains("p1") }
        for number in 1...6 {
            if number == 4, let id = try? await headway.run("list").output.split(separator: "\n").last?.prefix(27) {
                let journal = headway.folder + "/.headway/runs/\(id.prefix { $0 != " " })/.progress.events.jsonl"
                try FileManager.default.removeItem(atPath: journal)
                try await WaitedInVain.wait(for: journal) { FileManager.default.fileExists(atPath: journal) }
            }
            try headway.write("x", to: "go\(number)")
            if number < 6 { try await waitFor("at\(number + 1)") }
        }
        #expect(await run.end().code == 0)
        let result = await watch.end()
        #expect(result.code == 0)
        for number in 2...6 {
            #expect(result.output.components(separatedBy: "p\(number): started").count == 2, "\(result.output)")
        }
        for number in 1...6 {
            #expect(result.output.components(separatedBy: "p\(number): ✓").count == 2, "\(result.output)")
        }
    }

    @Test("Following a log ends with its phase")
    func follow() async throws {
        let script = "echo first; echo x > ready; while ! test -s go; do sleep 0.05; done; echo last"
        let run = try headway.start(["run", "--", "sh", "-c", script])
        try await waitFor("ready")
        let logs = try headway.start(["logs", "--follow"])
        try headway.write("go", to: "go")
        _ = await run.end()
        #expect(await logs.end().output == "==> sh <==\nfirst\nlast\n")
    }

    @Test("A replay shows what happened, and --at how it was at a moment")
    func replay() async throws {
        try headway.write("phases:\n  - name: a\n    command: 'true'\n  - name: b\n    command: exit 1\n", to: "p.yaml")
        _ = try await headway.run("run", "p.yaml")
        let played = try await headway.run("replay", "--speed", "1000", "--console", "plain")
        #expect(played.code == 0)
        #expect(played.output.contains("b: ✗ failed") || played.output.contains("failed"))
        let before = try await headway.run("replay", "--at", "0s").output
        #expect(before.contains("0/2 phases"))
        #expect(try await headway.run("replay", "--at", "1h").output.contains("failed"))
        #expect(try await headway.run("replay", "--speed", "0").code == 64)
        #expect(try await headway.run("replay", "--at", "soon").code == 64)
    }

    @Test("Pruning never touches a live run, asks first, and keeps the snapshots that estimates need")
    func prune() async throws {
        for name in ["good", "bad"] {
            _ = try await headway.run("run", "--name", name, "--", name == "good" ? "true" : "false")
        }
        let run = try startRun()
        try await waitFor("ready")
        let asked = try await headway.run("prune", "--keep", "0")
        #expect(asked.code == 1)
        #expect(asked.output.split(separator: "\n").count == 2)
        #expect(try await headway.run("list").output.split(separator: "\n").count == 4)
        #expect(try await headway.run("prune", "--keep", "0", "--yes").code == 0)
        let rows = try await headway.run("list").output
        #expect(rows.contains("good") && rows.contains("running") && !rows.contains("bad"))
        try headway.write("go", to: "go")
        #expect(await run.end().code == 0)
        #expect(try await headway.run("prune").code == 64)
        #expect(try await headway.run("prune", "--older-than", "1h", "--yes").output == "nothing to remove\n")
    }
}
