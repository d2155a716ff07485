import Foundation
import Headway
import Testing

@testable import HeadwayCommands

@Suite("headway status, list and stop")
struct LookingTests {
    private let headway: CommandLineProgram

    init() throws {
        headway = try CommandLineProgram()
    }

    private func waitFor(_ name: String) async throws {
        try await WaitedInVain.wait(for: name) { !headway.read(name).isEmpty }
    }

    private func status() async throws -> RunState {
        try RunFormat.state(Array(try await headway.run("status", "--json").output.utf8))
    }

    private func process(_ name: String) -> Int {
        Int(headway.read(name).trimmingCharacters(in: .whitespacesAndNewlines)) ?? 0
    }

    @Test("Without runs they say so")
    func empty() async throws {
        let status = try await headway.run("status")
        #expect(status.code == 64)
        #expect(status.errors.contains("there are no runs yet"))
        let list = try await headway.run("list")
        #expect(list.code == 0)
        #expect(list.output.isEmpty)
        #expect(try await headway.run("list", "--json").output == "[\n\n]\n")
    }

    @Test("The list has every run, oldest first, whatever became of it")
    func list() async throws {
        _ = try await headway.run("run", "--name", "evil\u{1B}[2J", "--", "true")
        _ = try await headway.run("run", "--name", "second", "--", "false")
        try FileManager.default.createDirectory(
            atPath: headway.folder + "/.headway/runs/9",
            withIntermediateDirectories: true
        )
        try headway.write("{\"schema\": 1", to: ".headway/runs/9/.progress.json")
        let text = try await headway.run("list").output
        let lines = text.split(separator: "\n")
        #expect(lines.count == 4)
        #expect(lines[1].contains("completed"))
        #expect(!text.contains("\u{1B}"))
        #expect(lines[2].contains("second") && lines[2].contains("failed"))
        #expect(lines[3].contains("unreadable"))
        let json = try JSONSerialization.jsonObject(with: Data(try await headway.run("list", "--json").output.utf8))
        let rows = try #require(json as? [[String: Any]])
        #expect(rows.map { $0["status"] as? String } == ["completed", "failed", "unreadable"])
    }

    @Test("A quiet run's time goes on")
    func quiet() async throws {
        let call = try headway.start(["run", "--", "sh", "-c", "echo ::progress 1/4; echo x > ready; sleep 600"])
        try await waitFor("ready")
        func look() async throws -> (state: RunState, listed: Double) {
            let json = Data(try await headway.run("list", "--json").output.utf8)
            let rows = try JSONSerialization.jsonObject(with: json) as? [[String: Any]]
            return (try await status(), rows?.first?["elapsed_seconds"] as? Double ?? 0)
        }
        try await WaitedInVain.wait(for: "progress") { try await status().phases.first?.completed == 1 }
        let first = try await look()
        let second = try await look()
        #expect(second.state.elapsedSeconds > first.state.elapsedSeconds)
        #expect(second.listed > first.listed)
        let durations = [first, second].compactMap { $0.state.phases[0].durationSeconds }
        #expect(durations.count == 2 && durations[0] < durations[1])
        _ = try await headway.run("stop")
        #expect(await call.end().code == 130)
    }

    @Test("A running run is seen as running, and stopped as Ctrl-C would")
    func stop() async throws {
        let call = try headway.start(["run", "--", "sh", "-c", "echo ::progress 1/4; echo x > ready; sleep 600"])
        try await waitFor("ready")
        #expect(try await status().status == .running)
        let stopped = try await headway.run("stop")
        #expect(stopped.code == 0)
        #expect(stopped.output.contains("was stopped: cancelled"))
        #expect(await call.end().code == 130)
        #expect(try await headway.run("stop").output.contains("has ended already: cancelled"))
    }

    @Test("A killed runner's run is interrupted, and what it left behind can be stopped")
    func interrupted() async throws {
        let call = try headway.start(["run", "--", "sh", "-c", "sleep 600 & echo $! > child; wait"])
        try await waitFor("child")
        try await WaitedInVain.wait(for: "the process group") {
            try await headway.run("status", "--json").output.contains("process_group")
        }
        call.signal(SIGKILL)
        _ = await call.end()
        #expect(try await status().status == .interrupted)
        #expect(try await headway.run("status").output.contains("interrupted"))
        #expect(PlatformProcess.exists(process("child")))
        #expect(try await headway.run("stop").output.contains("ended what it left behind"))
        #expect(!PlatformProcess.exists(process("child")))
        #expect(try await headway.run("stop").output.contains("left nothing behind"))
    }

    @Test("A file that is no progress file is refused")
    func foreign() async throws {
        try headway.write("{}", to: "x.json")
        let result = try await headway.run("status", "x.json")
        #expect(result.code == 65)
        #expect(result.errors.contains("not a Headway progress file"))
        #expect(try await headway.run("status", "none.json").code == 65)
    }

    @Test(
        "Of a run on another machine or in another container it says unknown, and how old the heartbeat is",
        arguments: [
            "\"host\":\"\(PlatformProcess.hostName)\"", "\"pid_namespace\":\"\(PlatformProcess.namespace ?? "")\"",
        ]
    )
    func outOfSight(mark: String) async throws {
        guard PlatformProcess.namespace != nil || mark.contains("host") else { return }
        let call = try headway.start(["run", "--name", "far", "--", "sh", "-c", "echo x > ready; exec sleep 600"])
        try await waitFor("ready")
        try await WaitedInVain.wait(for: "the process group") {
            try await headway.run("status", "--json").output.contains("process_group")
        }
        let id = try await status().runID
        call.signal(SIGKILL)
        _ = await call.end()
        #expect(try await headway.run("stop").code == 0)
        let key = mark.contains("host") ? "host" : "pid_namespace"
        for name in [".progress.json", ".progress.events.jsonl"] {
            let path = ".headway/runs/\(id)/\(name)"
            let text = headway.read(path)
            #expect(text.contains(mark))
            try headway.write(text.replacingOccurrences(of: mark, with: "\"\(key)\":\"elsewhere\""), to: path)
        }
        let place = key == "host" ? "on elsewhere" : "in another container on \(PlatformProcess.hostName)"
        let text = try await headway.run("status").output
        #expect(text.contains("unknown"))
        #expect(text.contains("it is written \(place); its last heartbeat was"))
        #expect(!text.contains("interrupted"))
        let json = try await headway.run("status", "--json").output
        #expect(json.contains("\"status\":\"unknown\"") && json.contains("\"heartbeat_age_seconds\":"))
        #expect(try await headway.run("list").output.contains("unknown, heartbeat "))
        let list = try await headway.run("list", "--json").output
        #expect(list.contains("\"status\" : \"unknown\"") && list.contains("\"heartbeat_age_seconds\""))
        let stop = try await headway.run("stop")
        #expect(stop.code == 1 && stop.errors.contains("the run is written \(place); stop it there"))
        #expect(try await headway.run("prune", "--keep", "0", "--yes").output == "nothing to remove\n")
        let watch = try headway.start(["watch", "--console", "plain"])
        try await WaitedInVain.wait(for: "the note") {
            ["from here only its heartbeat can be seen", "no heartbeat for"].contains { watch.outputSoFar.contains($0) }
        }
        watch.signal(SIGINT)
        #expect(await watch.end().code == 130)
    }
}
