import Foundation
import Testing

/// What phases can read.
@Suite("Standard input")
struct StandardInputTests {
    private let headway: CommandLineProgram

    init() throws {
        headway = try CommandLineProgram()
    }

    private var log: String { "$(ls -d root/runs/*)/output/01-ask.log" }

    private func writePlan(_ command: String, _ keys: String...) throws {
        let lines = ["name: input", "phases:", "  - name: ask", "    command: \(command)"] + keys.map { "    " + $0 }
        try headway.write(lines.joined(separator: "\n") + "\n", to: "p.yaml")
    }

    @Test("A phase reads nothing, unless its plan says that it may read what Headway is given")
    func piped() async throws {
        for (key, count) in [("stdin: closed", "0"), ("stdin: inherit", "2"), ("tty: false", "0")] {
            try writePlan("wc -l", key)
            let script =
                "rm -rf root; printf 'a\\nb\\n' | \(headway.path) run p.yaml --root root --console off; cat \(log)"
            let result = try await headway.start(["-c", script], executable: "/bin/sh").end()
            #expect(result.output.trimmingCharacters(in: .whitespacesAndNewlines) == count)
        }
    }

    @Test("What is piped to a phase with a terminal is typed on it, and then it ends")
    func typed() async throws {
        try writePlan(
            "'read a; tty >/dev/null && echo terminal; echo \"got $a\"; cat'",
            "stdin: inherit",
            "tty: true"
        )
        let script = "printf 'one\\ntwo\\n' | \(headway.path) run p.yaml --root root --console off; cat \(log)"
        let result = try await headway.start(["-c", script], executable: "/bin/sh").end()
        let lines = result.output.split(separator: "\n")
        #expect(lines.contains("terminal") && lines.contains("got one") && lines.last == "two")
    }

    @Test("What is piped without an end of its last line ends, too")
    func typedWithoutEnd() async throws {
        try writePlan("cat", "stdin: inherit", "tty: true", "timeout: 20s")
        let script = "printf abc | \(headway.path) run p.yaml --root root --console off; echo code=$?; cat \(log)"
        let result = try await headway.start(["-c", script], executable: "/bin/sh").end()
        #expect(result.output.contains("code=0") && result.output.contains("abc"))
    }

    @Test(
        "Ctrl-Z stops all of a script that runs Headway, and the terminal is the shell's again",
        .enabled(if: Tmux.isInstalled, "tmux is missing; Scripts/test installs it")
    )
    func stoppedScript() async throws {
        try writePlan("'echo ::progress 10% asks; read x; echo ::progress 20% got $x'", "stdin: inherit")
        try headway.write("\(headway.path) run p.yaml --root root; echo after=$?\n", to: "s.sh")
        let tmux = try await Tmux(columns: 80, rows: 24, folder: headway.folder)
        try await tmux.type("set -m; sh s.sh; echo code=$?")
        _ = try await tmux.screen { screen in screen.contains { $0.contains("asks") } }
        try await tmux.key("C-z")
        let stopped = try await tmux.screen { screen in screen.contains { $0.contains("code=148") } }
        #expect(stopped.contains { $0.contains("code=148") }, "128 and SIGTSTP")
        try await tmux.type("clear; fg")
        _ = try await tmux.screen { screen in screen.contains { $0.contains("asks") } }
        try await tmux.type("words")
        let ended = try await tmux.screen { screen in screen.contains { $0.contains("after=0") } }
        #expect(ended.contains { $0.contains("after=0") })
    }

    @Test(
        "The terminal's modes are what they were when a phase that changed them has been ended",
        .enabled(if: Tmux.isInstalled, "tmux is missing; Scripts/test installs it")
    )
    func modes() async throws {
        try writePlan("'stty raw -echo; echo ::progress 10% raw; sleep 600'", "stdin: inherit", "timeout: 3s")
        let tmux = try await Tmux(columns: 80, rows: 24, folder: headway.folder)
        try await tmux.type("\(headway.path) run p.yaml --root root; stty -a | grep -o '[-]*icanon'")
        let ended = try await tmux.screen { screen in screen.contains { $0.hasSuffix("icanon") && !$0.contains("stty") }
        }
        #expect(ended.contains("icanon"))
    }

    @Test(
        "A phase that reads the terminal has it in front: Ctrl-Z stops the run with it, Ctrl-C ends both",
        .enabled(if: Tmux.isInstalled, "tmux is missing; Scripts/test installs it")
    )
    func terminal() async throws {
        try writePlan("'echo ::progress 10% asks; read x; echo ::progress 20% got $x; sleep 600'", "stdin: inherit")
        let tmux = try await Tmux(columns: 80, rows: 24, folder: headway.folder)
        try await tmux.type("set -m; \(headway.path) run p.yaml --root root; echo code=$?")
        _ = try await tmux.screen { screen in screen.contains { $0.contains("asks") } }
        try await tmux.type("words")
        let answered = try await tmux.screen { screen in screen.contains { $0.contains("got words") } }
        #expect(answered.contains { $0.contains("got words") })
        try await tmux.key("C-z")
        let stopped = try await tmux.screen { screen in screen.contains { $0.contains("code=1") } }
        #expect(stopped.contains { $0.hasPrefix("code=1") }, "the shell has it back")
        try await tmux.type("clear; fg; echo end=$?")
        _ = try await tmux.screen { screen in screen.contains { $0.contains("got words") } }
        try await tmux.key("C-c")
        let ended = try await tmux.screen { screen in screen.contains { $0.hasPrefix("end=") } }
        #expect(ended.contains("end=130"))
        #expect(ended.contains { $0.contains("cancelled") })
    }
}
