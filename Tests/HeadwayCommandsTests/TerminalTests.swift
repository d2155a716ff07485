import Foundation
import Headway
import Testing

@testable import HeadwayCommands

/// The real program in a real terminal.
@Suite("In a terminal", .enabled(if: Tmux.isInstalled, "tmux is missing; Scripts/test installs it"))
struct TerminalTests {
    private let headway: CommandLineProgram

    init() throws {
        headway = try CommandLineProgram()
    }

    /// A plan whose second phase goes on until there is a file `go`, after having said how far it is.
    private func writePlan(_ phases: Int = 4, end: String = "exit 0") throws {
        var plan = "name: terminal\nphases:\n  - name: first\n    command: echo ::progress 1/2\n"
        plan +=
            "  - name: second\n    command: echo '::progress 40% on it'; while ! test -s go; do sleep 0.05; done; \(end)\n"
        for number in stride(from: 3, through: phases, by: 1) {
            plan += "  - name: phase \(number)\n    command: 'true'\n"
        }
        try headway.write(plan, to: "p.yaml")
    }

    private func start(_ tmux: Tmux, _ options: String = "") async throws {
        try await tmux.type("\(headway.path) run p.yaml \(options) 2>/dev/null; echo code=$?")
    }

    private func isLive(_ screen: [String]) -> Bool { screen.contains { $0.contains("second") && $0.contains("40%") } }
    private func hasEnded(_ screen: [String]) -> Bool { screen.contains { $0.hasPrefix("code=") } }

    @Test(
        "At any size the running phase, its percentage and nothing twice",
        arguments: [(20, 5), (40, 10), (80, 24), (200, 60), (20, 3)]
    )
    func sizes(columns: Int, rows: Int) async throws {
        try writePlan()
        let tmux = try await Tmux(columns: columns, rows: rows, folder: headway.folder)
        try await tmux.type("clear")
        try await start(tmux)
        let live = try await tmux.screen(until: isLive)
        #expect(isLive(live))
        #expect(live.allSatisfy { $0.count <= columns })
        #expect(live.filter { $0.contains("second") && $0.contains("40%") }.count == 1)
        #expect(try await !tmux.showsCursor())
        try headway.write("go", to: "go")
        #expect(try await tmux.screen(until: hasEnded).contains("code=0"))
        #expect(try await tmux.showsCursor())
        let all = try await tmux.scrollback()
        #expect(all.filter { $0.contains("✓ second") }.count == 1, "the summary, once")
    }

    @Test("Resized while it runs, it leaves no stale and no doubled row, in the scrollback neither")
    func resize() async throws {
        try writePlan()
        let tmux = try await Tmux(columns: 80, rows: 24, folder: headway.folder)
        // Rows that wrap push others off the top of the screen before the program hears of it. Here they are not its own.
        try await tmux.type("seq 40")
        try await start(tmux)
        _ = try await tmux.screen(until: isLive)
        for (columns, rows) in [(40, 24), (80, 24), (40, 12), (120, 40), (80, 14), (80, 24)] {
            // A frame is always on its way, and is overtaken now and then.
            for _ in 0..<3 {
                try await tmux.resize(columns: columns + 20, rows: rows + 4)
                try await tmux.resize(columns: columns, rows: rows)
            }
            let isRight = { (screen: [String]) in
                screen.filter { $0.contains("▸ second") }.count == 1
                    && screen.filter { $0.contains("total") }.count == 1
                    && screen.filter { $0.hasPrefix("terminal  ") }.count == 1
                    && screen.allSatisfy { $0.count <= columns }
            }
            let screen = try await tmux.screen(atMost: 200, until: isRight)
            #expect(isRight(screen), "at \(columns)×\(rows): \(screen)")
        }
        try headway.write("go", to: "go")
        _ = try await tmux.screen(until: hasEnded)
        let all = try await tmux.scrollback()
        #expect(all.filter { $0.contains("✓ second") }.count == 1)
        #expect(!all.contains { $0.contains("▸ second") || $0.hasPrefix("terminal  ") }, "\(all)")
        #expect(all.contains("40"), "nothing of what was above is lost")
    }

    @Test("Keys that are pressed while it runs aren't shown in it")
    func keys() async throws {
        try writePlan()
        let tmux = try await Tmux(columns: 80, rows: 24, folder: headway.folder)
        try await start(tmux)
        _ = try await tmux.screen(until: isLive)
        try await tmux.type("pressed")
        try await tmux.type("")
        // It comes after the others, and takes them along.
        try await tmux.key("C-c")
        _ = try await tmux.screen(until: hasEnded)
        let all = try await tmux.scrollback()
        #expect(!all.contains { $0.contains("pressed") }, "\(all)")
        #expect(all.filter { $0.hasPrefix("terminal  ") }.isEmpty, "no row is displaced")
        try await tmux.type("echo shown")
        #expect(try await tmux.screen { $0.contains("shown") }.contains { $0.hasSuffix("echo shown") })
    }

    @Test("The time for which it is stopped counts into no timeout and no duration")
    func stoppedTime() async throws {
        try headway.write(
            """
            name: terminal
            phases:
              - name: second
                timeout: 15s
                command: echo '::progress 40%'; while ! test -s go; do sleep 0.05; done
            """,
            to: "p.yaml"
        )
        let tmux = try await Tmux(columns: 80, rows: 24, folder: headway.folder)
        try await tmux.type("\(headway.path) run p.yaml 2>/dev/null")
        _ = try await tmux.screen(until: isLive)
        try await tmux.key("C-z")
        _ = try await tmux.screen { screen in screen.contains { $0.contains("Stopped") || $0.contains("Suspended") } }
        try await tmux.type("sleep 17; echo go > go; fg; echo code=$?")
        let screen = try await tmux.screen(until: hasEnded)
        #expect(screen.contains("code=0"), "\(screen)")
    }

    @Test("A flood that a phase prints keeps neither the summary nor the cursor from coming back")
    func flood() async throws {
        try headway.write("name: terminal\nphases:\n  - name: flood\n    command: seq 1 400000\n", to: "p.yaml")
        let tmux = try await Tmux(columns: 60, rows: 12, folder: headway.folder)
        try await start(tmux, "--output")
        let screen = try await tmux.screen(until: hasEnded)
        #expect(screen.contains("code=0"))
        #expect(screen.contains { $0.hasPrefix("✓ terminal completed") })
        #expect(screen.contains("400000") || screen.contains { $0.contains("left out") }, "\(screen)")
        #expect(try await tmux.showsCursor())
    }

    @Test("Stopped it gives the terminal back, and continued it shows itself whole")
    func stopAndContinue() async throws {
        try writePlan()
        let tmux = try await Tmux(columns: 80, rows: 24, folder: headway.folder)
        try await tmux.type("\(headway.path) run p.yaml 2>/dev/null")
        _ = try await tmux.screen(until: isLive)
        try await tmux.key("C-z")
        _ = try await tmux.screen { screen in screen.contains { $0.contains("Stopped") || $0.contains("Suspended") } }
        #expect(try await tmux.showsCursor())
        try await tmux.type("fg; echo code=$?")
        #expect(isLive(try await tmux.screen(until: isLive)))
        try headway.write("go", to: "go")
        #expect(try await tmux.screen(until: hasEnded).contains("code=0"))
    }

    @Test("Interrupted it ends its phase, says so, and leaves the terminal clean", arguments: ["C-c", "C-\\"])
    func interrupt(key: String) async throws {
        try writePlan()
        let tmux = try await Tmux(columns: 80, rows: 24, folder: headway.folder)
        try await start(tmux)
        _ = try await tmux.screen(until: isLive)
        try await tmux.key(key)
        let screen = try await tmux.screen(until: hasEnded)
        #expect(screen.contains(key == "C-c" ? "code=130" : "code=131"), "\(screen)")
        #expect(try await tmux.showsCursor())
    }

    @Test("What phases print appears above the display, whole and in order, once")
    func output() async throws {
        try headway.write(
            """
            name: chatty
            phases:
              - name: talk
                command: for i in $(seq 1 100); do echo "line $i of the talk"; echo "::progress $i/100"; sleep 0.01; done
            """,
            to: "p.yaml"
        )
        let tmux = try await Tmux(columns: 60, rows: 12, folder: headway.folder)
        try await start(tmux, "--output")
        _ = try await tmux.screen(until: hasEnded)
        let lines = try await tmux.scrollback().filter { $0.hasPrefix("line ") }
        #expect(lines == (1...100).map { "line \($0) of the talk" })
    }

    @Test("A name that would take over the terminal is shown instead")
    func evilName() async throws {
        try headway.write(
            """
            name: "evil\\e[2J\\e]0;x\\a日本語👩‍👩‍👧\\nnext"
            phases:
              - name: "evil\\e[2J\\e]0;x\\a日本語👩‍👩‍👧\\nnext"
                command: printf '::progress 40%% second \\033[2J\\n'; while ! test -s go; do sleep 0.05; done
            """,
            to: "p.yaml"
        )
        let tmux = try await Tmux(columns: 80, rows: 24, folder: headway.folder)
        try await tmux.type("echo still here")
        try await start(tmux)
        let live = try await tmux.screen(until: isLive)
        #expect(live.contains("still here"))
        #expect(live.contains { $0.contains("evil") && $0.contains("日本語") })
        try headway.write("go", to: "go")
        #expect(try await tmux.screen(until: hasEnded).contains("code=0"))
    }

    @Test("A reader that closes the pipe turns the display off, not the run")
    func closedPipe() async throws {
        try writePlan()
        try headway.write("go", to: "go")
        let tmux = try await Tmux(columns: 80, rows: 24, folder: headway.folder)
        try await tmux.type("(\(headway.path) run p.yaml 2>/dev/null; echo $? > code) | head -1; echo code=")
        _ = try await tmux.screen(until: hasEnded)
        try await WaitedInVain.wait(for: "code") { !headway.read("code").isEmpty }
        #expect(headway.read("code") == "0\n")
    }

    @Test("A closed pipe keeps the table for GitHub's page, and a dumb terminal gets lines though asked for a display")
    func closedPipeOnGitHub() async throws {
        try writePlan()
        try headway.write("go", to: "go")
        let tmux = try await Tmux(columns: 80, rows: 24, folder: headway.folder)
        let environment = "GITHUB_ACTIONS=true GITHUB_STEP_SUMMARY=summary.md"
        try await tmux.type(
            "(\(environment) \(headway.path) run p.yaml 2>/dev/null; echo $? > code) | head -1; echo code="
        )
        _ = try await tmux.screen(until: hasEnded)
        try await WaitedInVain.wait(for: "code") { !headway.read("code").isEmpty }
        #expect(headway.read("code") == "0\n")
        #expect(headway.read("summary.md").contains("| ✓ | second |"))
        try await tmux.type("clear; TERM=dumb \(headway.path) run p.yaml --console live; echo code=$?")
        let screen = try await tmux.screen(until: hasEnded)
        #expect(screen.contains { $0.contains("--console live: the cursor of standard output can't be moved") })
        #expect(screen.contains { $0.hasPrefix("[0:0") && $0.contains("second: started (2 of 4)") })
    }

    @Test("A watcher shows what the run's own console shows, and q leaves it")
    func watch() async throws {
        try writePlan()
        let run = try await Tmux(columns: 80, rows: 24, folder: headway.folder)
        try await start(run)
        let own = try await run.screen(until: isLive)
        let other = try await Tmux(columns: 80, rows: 24, folder: headway.folder)
        try await other.type("clear; \(headway.path) watch; echo code=$?")
        let seen = try await other.screen(until: isLive)
        func phases(_ screen: [String]) -> [String] { screen.filter { $0.contains("first") || $0.contains("phase ") } }
        #expect(phases(seen) == phases(own).filter { !$0.contains("$") })
        try await other.key("q")
        #expect(try await other.screen(until: hasEnded).contains("code=0"))
        #expect(try await other.showsCursor())
        try headway.write("go", to: "go")
        #expect(try await run.screen(until: hasEnded).contains("code=0"))
    }

    @Test("A watcher says within two seconds that the runner was killed")
    func watchKilled() async throws {
        try writePlan()
        let run = try await Tmux(columns: 80, rows: 24, folder: headway.folder)
        try await start(run)
        _ = try await run.screen(until: isLive)
        let other = try await Tmux(columns: 100, rows: 24, folder: headway.folder)
        try await other.type("\(headway.path) watch; echo code=$?")
        _ = try await other.screen(until: isLive)
        try await other.type("")
        let killer = try await Tmux(columns: 80, rows: 24, folder: headway.folder)
        try await killer.type("kill -9 $(\(headway.path) status --json | tr , '\\n' | sed -n 's/.*\"pid\"://p')")
        let screen = try await other.screen(until: hasEnded)
        #expect(screen.contains("code=75"))
        #expect(screen.contains { $0.contains("interrupted") })
        try await killer.type("\(headway.path) stop; echo code=$?")
        #expect(try await killer.screen(until: hasEnded).contains("code=0"))
    }
}
