import Foundation
import Synchronization

/// A real terminal: a tmux server of the test's own with one pane in it.
final class Tmux: Sendable {
    static let isInstalled = ["/usr/bin", "/usr/local/bin", "/opt/homebrew/bin"].contains {
        FileManager.default.isExecutableFile(atPath: $0 + "/tmux")
    }

    private let socket = "headway-" + UUID().uuidString.prefix(8)
    private let folder: String

    /// Opens a pane with a shell in it.
    init(columns: Int, rows: Int, folder: String) throws {
        self.folder = folder
        // A plain shell with a prompt that is easy to find.
        try call([
            "-f", "/dev/null", "new-session", "-d", "-s", "t", "-x", "\(columns)", "-y", "\(rows)", "-c", folder,
            "env -u CI -u GITHUB_ACTIONS -u NO_COLOR LC_ALL=C.UTF-8 PS1='$ ' ENV= sh",
        ])
        try call(["set-option", "-g", "history-limit", "10000"])
        try call(["set-option", "-g", "window-size", "manual"])
    }

    deinit {
        _ = try? call(["kill-server"])
    }

    /// Types a line.
    func type(_ line: String) throws { try call(["send-keys", "-t", "t", "-l", line]); try key("Enter") }

    /// Presses a key, as tmux names it.
    func key(_ key: String) throws { try call(["send-keys", "-t", "t", key]) }

    func resize(columns: Int, rows: Int) throws {
        try call(["resize-window", "-t", "t", "-x", "\(columns)", "-y", "\(rows)"])
    }

    /// What the pane shows, line by line, without the empty lines at its end.
    func screen() throws -> [String] { try lines(["capture-pane", "-p", "-t", "t"]) }

    /// The same with all that has scrolled away, above it.
    func scrollback() throws -> [String] { try lines(["capture-pane", "-p", "-J", "-S", "-", "-t", "t"]) }

    /// Whether the cursor is shown.
    func showsCursor() throws -> Bool { try call(["display-message", "-p", "-t", "t", "#{cursor_flag}"]) == "1\n" }

    /// Looks until the screen is as it should be. Each look takes a process, so it doesn't spin.
    ///
    /// - Returns: The screen, as it should be or, after many looks, as it is.
    func screen(until condition: ([String]) -> Bool) throws -> [String] {
        var screen = try screen()
        for _ in 0..<3_000 where !condition(screen) { screen = try self.screen() }
        return screen
    }

    private func lines(_ arguments: [String]) throws -> [String] {
        var lines = try call(arguments).split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        while lines.last?.isEmpty == true { lines.removeLast() }
        return lines
    }

    @discardableResult
    private func call(_ arguments: [String]) throws -> String {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["tmux", "-L", String(socket)] + arguments
        process.currentDirectoryURL = URL(fileURLWithPath: folder)
        let pipe = Pipe()
        process.standardOutput = pipe
        process.standardError = FileHandle.nullDevice
        process.standardInput = FileHandle.nullDevice
        try process.run()
        let data = try pipe.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        return String(decoding: data, as: UTF8.self)
    }
}
