import Foundation
import Subprocess
import SystemPackage

/// A real terminal: a tmux server of the test's own with one pane in it.
final class Tmux: Sendable {
    static let isInstalled = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":").contains {
        FileManager.default.isExecutableFile(atPath: $0 + "/tmux")
    }

    private let socket: String = "headway-" + UUID().uuidString.prefix(8)
    private let folder: String

    /// Opens a pane with a shell in it.
    init(columns: Int, rows: Int, folder: String) async throws {
        self.folder = folder
        // A plain shell with a prompt that is easy to find.
        try await call([
            "-f", "/dev/null", "new-session", "-d", "-s", "t", "-x", "\(columns)", "-y", "\(rows)", "-c", folder,
            "env -u CI -u GITHUB_ACTIONS -u NO_COLOR LC_ALL=C.UTF-8 PS1='$ ' ENV= sh",
        ])
        try await call(["set-option", "-g", "history-limit", "10000"])
        try await call(["set-option", "-g", "window-size", "manual"])
    }

    deinit {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["tmux", "-L", socket, "kill-server"]
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        try? process.run()
    }

    /// Types a line.
    func type(_ line: String) async throws {
        try await call(["send-keys", "-t", "t", "-l", line])
        try await key("Enter")
    }

    /// Presses a key, as tmux names it.
    func key(_ key: String) async throws { try await call(["send-keys", "-t", "t", key]) }

    func resize(columns: Int, rows: Int) async throws {
        try await call(["resize-window", "-t", "t", "-x", "\(columns)", "-y", "\(rows)"])
    }

    /// What the pane shows, line by line, without the empty lines at its end.
    func screen() async throws -> [String] { try await lines(["capture-pane", "-p", "-t", "t"]) }

    /// The same with all that has scrolled away, above it.
    func scrollback() async throws -> [String] { try await lines(["capture-pane", "-p", "-J", "-S", "-", "-t", "t"]) }

    /// Whether the cursor is shown.
    func showsCursor() async throws -> Bool {
        try await call(["display-message", "-p", "-t", "t", "#{cursor_flag}"]) == "1\n"
    }

    /// Looks until the screen is as it should be.
    ///
    /// Each look takes a process, so it doesn't spin.
    ///
    /// - Parameters:
    ///   - looks: After how many looks to give up.
    ///   - condition: What it should be.
    /// - Returns: The screen, as it should be or, after many looks, as it is.
    func screen(atMost looks: Int = 3_000, until condition: ([String]) -> Bool) async throws -> [String] {
        var screen = try await screen()
        for _ in 0..<looks where !condition(screen) { screen = try await self.screen() }
        return screen
    }

    private func lines(_ arguments: [String]) async throws -> [String] {
        var lines = try await call(arguments).split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        while lines.last?.isEmpty == true { lines.removeLast() }
        return lines
    }

    @discardableResult
    private func call(_ arguments: [String]) async throws -> String {
        try await run(
            .name("tmux"),
            arguments: Arguments(["-L", socket] + arguments),
            workingDirectory: FilePath(folder),
            output: .string(limit: 1 << 20)
        )
        .standardOutput
    }
}
