import Testing

@testable import Headway

@Suite("TerminalCapabilities")
struct TerminalCapabilitiesTests {
    private func capabilities(_ environment: [String: String], isTerminal: Bool = true) -> TerminalCapabilities {
        TerminalCapabilities(environment: environment, isTerminal: isTerminal)
    }

    private let xterm = ["TERM": "xterm-256color", "LANG": "de_DE.UTF-8"]

    @Test("a terminal is drawn live, in colour and Unicode")
    func terminal() {
        let found = capabilities(xterm)
        #expect(found.isLive && found.hasColor && found.hasUnicode)
        #expect(ConsoleMode.auto.resolved(for: found) == .live)
    }

    @Test(
        "anything else gets plain lines",
        arguments: [
            ["TERM": "dumb"], ["TERM": ""], ["TERM": "xterm", "CI": "true"], ["TERM": "xterm", "GITHUB_ACTIONS": "1"],
        ]
    )
    func plain(environment: [String: String]) {
        let found = capabilities(environment)
        #expect(!found.isLive && !found.hasColor)
        #expect(ConsoleMode.auto.resolved(for: found) == .plain)
        #expect(ConsoleMode.auto.resolved(for: capabilities(xterm, isTerminal: false)) == .plain)
    }

    @Test("NO_COLOR takes colour only, and only if it is not empty")
    func noColor() {
        let without = capabilities(xterm.merging(["NO_COLOR": "1"]) { $1 })
        #expect(without.isLive && !without.hasColor)
        #expect(capabilities(xterm.merging(["NO_COLOR": ""]) { $1 }).hasColor)
    }

    @Test("forced colour gives a pipe colour, never cursor movement", arguments: ["FORCE_COLOR", "CLICOLOR_FORCE"])
    func forcedColor(name: String) {
        let found = capabilities([name: "1"], isTerminal: false)
        #expect(found.hasColor && !found.movesCursor && !found.isLive)
        #expect(!capabilities([name: "0"], isTerminal: false).hasColor)
    }

    @Test(
        "the first locale variable that is set decides",
        arguments: [
            (["LC_ALL": "C", "LANG": "en_US.UTF-8"], false), (["LC_CTYPE": "en_US.utf8", "LANG": "C"], true),
            (["LANG": "POSIX"], false), ([:], false), (["LC_ALL": "", "LANG": "C.UTF-8"], true),
        ] as [([String: String], Bool)]
    )
    func locale(environment: [String: String], isUnicode: Bool) {
        #expect(capabilities(environment).hasUnicode == isUnicode)
    }

    @Test(
        "COLUMNS and LINES count where they are sensible",
        arguments: [
            ("120", "40", TerminalSize(columns: 120, rows: 40)), ("0", "-3", .standard), ("wide", "", .standard),
            ("99999999999999999999", "24", .standard),
        ] as [(String, String, TerminalSize)]
    )
    func size(columns: String, lines: String, expected: TerminalSize) {
        #expect(capabilities(["COLUMNS": columns, "LINES": lines]).fallbackSize == expected)
    }

    @Test("synchronized output, taskbar and title are for terminals that are known to take them")
    func programs() {
        let ghostty = capabilities(xterm.merging(["TERM_PROGRAM": "ghostty"]) { $1 })
        #expect(ghostty.synchronizesOutput && ghostty.hasTaskbar && ghostty.hasTitle)
        let kitty = capabilities(["TERM": "xterm-kitty"])
        #expect(kitty.synchronizesOutput && !kitty.hasTaskbar && kitty.hasTitle)
        let old = capabilities(xterm.merging(["TERM_PROGRAM": "iTerm.app", "TERM_PROGRAM_VERSION": "3.4.1"]) { $1 })
        let new = capabilities(xterm.merging(["TERM_PROGRAM": "iTerm.app", "TERM_PROGRAM_VERSION": "3.6.2"]) { $1 })
        #expect(!old.hasTaskbar && new.hasTaskbar)
        for inside in ["TMUX", "STY"] {
            let found = capabilities(["TERM": "xterm-kitty", inside: "1"])
            #expect(!found.synchronizesOutput && !found.hasTitle)
        }
        #expect(!capabilities(xterm).synchronizesOutput)
    }
}
