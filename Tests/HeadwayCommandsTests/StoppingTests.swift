import Foundation
import Headway
import Testing

@testable import HeadwayCommands

@Suite("headway stop, of runs that are not what they seem")
struct StoppingTests {
    private let headway: CommandLineProgram

    init() throws {
        headway = try CommandLineProgram()
    }

    private func waitFor(_ name: String) async throws {
        try await WaitedInVain.wait(for: name) { !headway.read(name).isEmpty }
    }

    /// Starts a run that goes on until it is stopped.
    private func startRun() async throws -> CommandLineProgram.Call {
        let call = try headway.start(["run", "--", "sh", "-c", "echo x > ready; sleep 600"])
        try await waitFor("ready")
        try await WaitedInVain.wait(for: "the process group") {
            try await headway.run("status", "--json").output.contains("process_group")
        }
        return call
    }

    /// The snapshot of the newest run with something changed, as a file of its own.
    private func write(_ name: String, _ change: (inout [String: Any]) throws -> Void) async throws {
        let json = Data(try await headway.run("status", "--json").output.utf8)
        var object = try #require(try JSONSerialization.jsonObject(with: json) as? [String: Any])
        try change(&object)
        try JSONSerialization.data(withJSONObject: object).write(to: URL(fileURLWithPath: headway.folder + "/" + name))
    }

    @Test(
        "A process that isn't the writer without doubt is not signalled",
        arguments: [["boot_id"], ["process_started_at", "process_start_ticks"]]
    )
    func unidentified(keys: [String]) async throws {
        let call = try await startRun()
        try await write("other.json") { state in
            var writer = try #require(state["writer"] as? [String: Any])
            for key in keys { writer[key] = nil }
            state["writer"] = writer
        }
        let result = try await headway.run("stop", "other.json")
        #expect(result.code == 1)
        #expect(result.errors.contains("nothing was stopped"))
        #expect(try await headway.run("status", "--json").output.contains("\"running\""))
        _ = try await headway.run("stop")
        #expect(await call.end().code == 130)
    }

    @Test("No process group in a file makes it signal what it shouldn't", arguments: [Int.min, -1, 0, 1, 1 << 40])
    func groups(id: Int) async throws {
        let call = try await startRun()
        try await write("other.json") { state in
            var phases = try #require(state["phases"] as? [[String: Any]])
            phases[0]["process_group"] = id
            state["phases"] = phases
        }
        call.signal(SIGKILL)
        _ = await call.end()
        let result = try await headway.run("stop", "other.json")
        #expect(result.code == 0)
        #expect(result.output.contains("left nothing behind"))
        #expect(try await headway.run("stop").output.contains("ended what it left behind"))
    }

    @Test("A file without a run's id ends nobody", arguments: ["run_id", "boot_id"])
    func anonymous(key: String) async throws {
        let call = try await startRun()
        try await write("other.json") { state in
            if key == "run_id" { state["run_id"] = "" }
            var writer = try #require(state["writer"] as? [String: Any])
            if key == "boot_id" { writer["boot_id"] = nil }
            state["writer"] = writer
        }
        call.signal(SIGKILL)
        _ = await call.end()
        #expect(try await headway.run("stop", "other.json").output.contains("left nothing behind"))
        #expect(try await headway.run("stop").output.contains("ended what it left behind"))
    }

    @Test("It waits for a run that takes its time to end, and says so")
    func patience() async throws {
        let call = try await startRun()
        // A runner that is stopped takes as long as it likes.
        call.signal(SIGSTOP)
        let stop = try headway.start(["stop"])
        try await WaitedInVain.wait(for: "the words") {
            stop.errorsSoFar.contains("is being stopped; its phase takes its time")
        }
        call.signal(SIGCONT)
        let result = await stop.end()
        #expect(result.code == 0)
        #expect(result.output.contains("was stopped: cancelled"))
        #expect(await call.end().code == 130)
    }
}
