import Foundation
import Headway
import Testing

@testable import HeadwayCommands

@Suite("Standard streams that don't take what is written")
struct StreamTests {
    private let headway: CommandLineProgram

    init() throws {
        headway = try CommandLineProgram()
    }

    /// Runs a line in a shell, in which `headway` is the program.
    private func shell(_ line: String) async throws -> CommandLineProgram.Result {
        let program = "headway() { '\(headway.path)' \"$@\"; }; "
        return await (try headway.start(["-c", program + line], executable: "/bin/sh")).end()
    }

    @Test("A reader that has gone away is nobody's error", arguments: ["status", "list", "logs", "replay --at 1s"])
    func brokenPipe(command: String) async throws {
        _ = try await headway.run("run", "--", "echo", "said")
        _ = try await shell(
            """
            { while ! test -e gone; do sleep 0.01; done; headway \(command) 2> errors; echo $? > code; } |
            { exec < /dev/null; touch gone; }
            """
        )
        #expect(headway.read("code") == "0\n")
        #expect(headway.read("errors").isEmpty)
    }

    @Test("A log that nobody reads any more isn't followed")
    func brokenFollow() async throws {
        let call = try headway.start([
            "run", "--", "sh", "-c", "while ! test -s go; do echo more; sleep 0.05; done",
        ])
        while try await headway.run("logs").output.isEmpty {}
        let result = try await shell("headway logs --follow | head -n 1")
        #expect(result.output == "==> sh <==\n")
        try headway.write("go", to: "go")
        #expect(await call.end().code == 0)
    }

    @Test(
        "A device that is full is said, and ends it with 74",
        .enabled(if: FileManager.default.fileExists(atPath: "/dev/full")),
        arguments: ["status", "status --json", "list", "logs", "replay --at 1s"]
    )
    func fullDevice(command: String) async throws {
        _ = try await headway.run("run", "--", "echo", "said")
        let result = try await shell("headway \(command) > /dev/full")
        #expect(result.code == 74)
        #expect(result.errors.contains("standard output can't be written to: No space left on device"))
    }

    @Test("A pipe that doesn't block gets everything, too")
    func nonBlocking() async throws {
        let size = 1_000_000
        _ = try await headway.run("run", "--", "sh", "-c", "yes | head -c \(size)")
        let pipe = Pipe()
        let output = pipe.fileHandleForWriting.fileDescriptor
        #expect(fcntl(output, F_SETFL, O_NONBLOCK) == 0)
        let call = try headway.start(["logs"], output: pipe.fileHandleForWriting)
        try pipe.fileHandleForWriting.close()
        let bytes = try #require(try pipe.fileHandleForReading.readToEnd())
        #expect(await call.end().code == 0)
        #expect(bytes.count == size + "==> sh <==\n".utf8.count)
    }

    @Test("Phases die of a broken pipe as everybody does")
    func phases() async throws {
        let result = try await headway.run("run", "--", "sh", "-c", "{ yes 2> errors; echo $? > code; } | head -n 1")
        #expect(result.code == 0)
        #expect(headway.read("code") == "141\n")
    }
}
