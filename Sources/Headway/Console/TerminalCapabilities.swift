/// What an output can do, as far as its environment tells.
///
/// The terminal itself is never asked: it might not answer.
public struct TerminalCapabilities: Sendable, Hashable {
    /// Whether it is a terminal at all.
    public var isTerminal = false
    /// Whether the cursor can be moved.
    public var movesCursor = false
    /// Whether it is a terminal that somebody watches, rather than the log of a build.
    public var isInteractive = false
    /// Whether it takes colours.
    public var hasColor = false
    /// Whether it shows characters beyond ASCII.
    public var hasUnicode = false
    /// Whether it shows a frame at once (DEC mode 2026).
    public var synchronizesOutput = false
    /// Whether it shows progress in the taskbar or tab (OSC 9;4).
    public var hasTaskbar = false
    /// Whether it has a title that can be set and restored.
    public var hasTitle = false
    /// Whether lines starting with `::` are commands to GitHub Actions.
    public var isGitHubActions = false
    /// The file in which GitHub Actions collects what its page of the run shows; `nil` elsewhere.
    package var stepSummaryPath: String?
    /// The size that the environment gives, for where the terminal gives none.
    public var fallbackSize = TerminalSize.standard

    /// Describes an output that can do nothing.
    public init() {}

    /// Finds out what an output can do.
    ///
    /// - Parameters:
    ///   - environment: The environment variables.
    ///   - isTerminal: Whether the output is a terminal.
    public init(environment: [String: String], isTerminal: Bool) {
        func value(_ name: String) -> String? { environment[name].flatMap { $0.isEmpty ? nil : $0 } }
        func isOn(_ name: String) -> Bool { value(name).map { $0 != "0" && $0 != "false" } ?? false }

        let terminal = value("TERM") ?? ""
        let canControl = isTerminal && !terminal.isEmpty && terminal != "dumb"
        self.isTerminal = isTerminal
        isGitHubActions = isOn("GITHUB_ACTIONS")
        stepSummaryPath = isGitHubActions ? value("GITHUB_STEP_SUMMARY") : nil
        isInteractive = canControl && !isOn("CI") && !isGitHubActions
        movesCursor = canControl

        if value("NO_COLOR") != nil {
            hasColor = false
        } else if let force = value("FORCE_COLOR") {
            hasColor = force != "0" && force != "false"
        } else if isOn("CLICOLOR_FORCE") {
            hasColor = true
        } else {
            hasColor = isInteractive && environment["CLICOLOR"] != "0"
        }

        let locale = (value("LC_ALL") ?? value("LC_CTYPE") ?? value("LANG") ?? "").lowercased()
        hasUnicode = (locale.contains("utf-8") || locale.contains("utf8")) && terminal != "linux"

        // A multiplexer stands between: what it doesn't know it swallows, what it passes on may come out wrong.
        if canControl, value("TMUX") == nil, value("STY") == nil {
            let program = TerminalProgram(environment: environment)
            synchronizesOutput = program.synchronizesOutput
            hasTaskbar = program.hasTaskbar
            hasTitle = program.hasTitle
        }
        func sensible(_ name: String, else fallback: Int) -> Int {
            guard let number = value(name).flatMap({ Int($0) }), (1...10_000).contains(number) else { return fallback }
            return number
        }
        fallbackSize = TerminalSize(
            columns: sensible("COLUMNS", else: TerminalSize.standard.columns),
            rows: sensible("LINES", else: TerminalSize.standard.rows)
        )
    }

    /// Whether a display can be redrawn in place, and somebody is there to see it.
    public var isLive: Bool { movesCursor && isInteractive }
}
