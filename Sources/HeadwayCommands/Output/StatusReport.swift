import Headway

/// A run for people to read, once.
enum StatusReport {
    static func text(of state: RunState) -> String {
        var lines = ["\(state.runID)  \(words(state.status))"]
        lines.append(ConsoleText.report(state))
        if state.status == .interrupted { lines.append(Interruption(state).description) }
        return lines.joined(separator: "\n")
    }

    private static func words(_ status: RunStatus) -> String {
        status.rawValue.split(separator: "_").joined(separator: " ")
    }
}
