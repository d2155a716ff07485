import Foundation
import Testing

@testable import HeadwayCommands

/// The real program under a shell that stops and continues it, and sets up its terminal.
@Suite("Under job control", .enabled(if: Tmux.isInstalled, "tmux is missing; Scripts/test installs it"))
struct JobControlTests {
    private let headway: CommandLineProgram

    init() throws {
        headway = try CommandLineProgram()
        let phase = "echo '::progress 40% on it'; while ! test -s go; do sleep 0.05; done"
        try headway.write("name: jobs\nphases:\n  - name: second\n    command: \(phase)\n", to: "p.yaml")
    }

    /// A terminal with a shell that doesn't tell a job that goes on anyhow that it is in the foreground, and that sets up
    /// the terminal when a job was stopped.
    private func bash() async throws -> Tmux {
        let tmux = try await Tmux(columns: 80, rows: 24, folder: headway.folder)
        try await tmux.type("exec env PS1='> ' bash --norc --noprofile")
        _ = try await tmux.screen { $0.last?.hasPrefix(">") == true }
        return tmux
    }

    private func isLive(_ screen: [String]) -> Bool { screen.contains { $0.contains("second") && $0.contains("40%") } }
    private func isStopped(_ screen: [String]) -> Bool { screen.contains { $0.contains("Stopped") } }
    private func hasEnded(_ screen: [String]) -> Bool { screen.contains { $0.hasPrefix("code=") } }

    private func waitForRun() async throws {
        try await WaitedInVain.wait(for: "the process group") {
            try await headway.run("status", "--json").output.contains("process_group")
        }
    }

    @Test("A watcher reads its keys when it comes to the foreground", arguments: [false, true], ["q", "Q"])
    func foreground(again: Bool, key: String) async throws {
        let run = try headway.start(["run", "p.yaml"])
        try await waitForRun()
        let tmux = try await bash()
        if again {
            try await tmux.type("\(headway.path) watch")
            _ = try await tmux.screen(until: isLive)
            try await tmux.key("C-z")
            _ = try await tmux.screen(until: isStopped)
            try await tmux.type("clear; bg")
        } else {
            try await tmux.type("\(headway.path) watch &")
        }
        _ = try await tmux.screen(until: isLive)
        try await tmux.type("fg; echo code=$?")
        try await tmux.key(key)
        let screen = try await tmux.screen(atMost: 1_000, until: hasEnded)
        #expect(screen.contains("code=0"), "\(screen)")
        #expect(try await tmux.showsCursor())
        try headway.write("go", to: "go")
        #expect(await run.end().code == 0)
    }

    @Test("Keys aren't shown after a stop of which nobody tells before, either")
    func stoppedUnasked() async throws {
        let tmux = try await bash()
        try await tmux.type("\(headway.path) run p.yaml 2>/dev/null")
        _ = try await tmux.screen(until: isLive)
        let other = try await Tmux(columns: 80, rows: 24, folder: headway.folder)
        try await other.type("kill -STOP $(\(headway.path) status --json | tr , '\\n' | sed -n 's/.*\"pid\"://p')")
        _ = try await tmux.screen(until: isStopped)
        try await tmux.type("clear; fg; echo code=$?")
        _ = try await tmux.screen(until: isLive)
        try await tmux.type("pressed")
        // Unlike Ctrl-C this leaves the keys to the shell, which shows them after its prompt.
        try headway.write("go", to: "go")
        let screen = try await tmux.screen(until: hasEnded)
        #expect(screen.contains("code=0"), "\(screen)")
        let all = try await tmux.scrollback()
        #expect(!all.contains { $0.hasPrefix("pressed") }, "\(all)")
    }
}
