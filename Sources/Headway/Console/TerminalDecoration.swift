/// What a terminal shows outside of its grid: its title, and progress in the taskbar.
struct TerminalDecoration: Sendable {
    private let hasTaskbar: Bool
    private let hasTitle: Bool
    private var shownTitle: String?
    private var shownTaskbar: String?

    init(capabilities: TerminalCapabilities) {
        hasTaskbar = capabilities.hasTaskbar
        hasTitle = capabilities.hasTitle
    }

    /// Shows how far a run is.
    ///
    /// - Parameter state: The run.
    /// - Returns: What to send; nothing if nothing has changed.
    mutating func update(_ state: RunState) -> [UInt8] {
        guard hasTaskbar || hasTitle else { return [] }
        var output = ""
        let percent = NumberText.percent(state.fraction)
        if hasTaskbar {
            let kind = state.hasFailedPhase ? 2 : state.fraction > 0 ? 1 : 3
            let taskbar = "\u{1B}]9;4;\(kind);\(percent)\u{1B}\\"
            if taskbar != shownTaskbar { output += taskbar }
            shownTaskbar = taskbar
        }
        if hasTitle {
            let title = "\(percent)% " + VisibleText(isUnicode: false).fitted(state.benchmark, columns: 60)
            if title != shownTitle {
                if shownTitle == nil { output += "\u{1B}[22;2t" }
                output += "\u{1B}]2;\(title)\u{1B}\\"
            }
            shownTitle = title
        }
        return Array(output.utf8)
    }

    /// Takes everything away again.
    ///
    /// - Returns: What to send.
    mutating func clear() -> [UInt8] {
        var output = ""
        if shownTaskbar != nil { output += "\u{1B}]9;4;0;0\u{1B}\\" }
        if shownTitle != nil { output += "\u{1B}[23;2t" }
        shownTaskbar = nil
        shownTitle = nil
        return Array(output.utf8)
    }
}
