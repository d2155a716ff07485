import Foundation
import Testing

@testable import HeadwayCommands

@Suite("headway run as a phase of headway run")
struct NestedRunTests {
    private let headway: CommandLineProgram

    init() throws {
        headway = try CommandLineProgram()
        try headway.write(
            "phases:\n  - name: a\n    command: echo ::progress 1/2\n  - name: b c\n    command: exit 3\n",
            to: "p.yaml"
        )
    }

    /// Runs it as a runner would: with its output in a file that the environment names.
    private func log(_ options: String = "", into file: String = "log") async throws -> String {
        #if os(Linux)
        let name = "stat -c %d:%i log"
        #else
        let name = "stat -f %d:%i log"
        #endif
        let line = ": > log; HEADWAY_RUN_ID=outer HEADWAY_OUTPUT=$(\(name)) '\(headway.path)' run p.yaml \(options)"
        let call = try headway.start(["-c", "\(line) >> \(file) 2>&1"], executable: "/bin/sh")
        #expect(await call.end().code == 1)
        return headway.read(file)
    }

    @Test("It tells the outer run of its phases, shows nothing itself, and says what went wrong")
    func reports() async throws {
        let lines = try await log().split(separator: "\n").map(String.init)
        #expect(
            lines.filter { $0.hasPrefix("::phase start") || $0.hasPrefix("::phase end") } == [
                "::phase start a", "::phase end a ok", #"::phase start "b c""#,
                #"::phase end "b c" failed exit code 3"#,
            ]
        )
        #expect(!lines.contains { $0.contains("started") }, "its console is off")
        #expect(lines.contains("headway: b c: exit code 3"))
    }

    @Test("A console that is asked for stays")
    func explicit() async throws {
        let text = try await log("--console plain")
        #expect(text.contains("a: started (1 of 2)"))
        #expect(text.contains("::phase end a ok"))
    }

    @Test("Where its output has been redirected it shows itself as ever, and no line of a runner's gets there")
    func redirected() async throws {
        let text = try await log(into: "elsewhere")
        #expect(text.contains("a: started (1 of 2)"))
        #expect(!text.contains("::phase"))
    }
}
