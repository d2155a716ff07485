import Headway

/// A run for people to read, once.
enum StatusReport {
    static func text(of look: RunLook) -> String {
        let state = look.state
        var lines = ["\(ConsoleText.visible(state.runID))  \(words(look.status))"]
        lines.append(ConsoleText.report(state))
        if state.isWriterOutOfSight {
            let place = state.writer?.place ?? "by an unknown process"
            lines.append("unknown whether it goes on: it is written \(place); \(lastSign(look))")
        }
        if state.status == .interrupted { lines.append(Interruption(state).description) }
        return lines.joined(separator: "\n")
    }

    private static func lastSign(_ look: RunLook) -> String {
        if let age = look.heartbeatAge { return "its last heartbeat was \(ConsoleText.duration(age)) ago" }
        return "last event at " + (look.state.updatedAt.map { Timestamp.format($0) } ?? "an unknown time")
    }

    private static func words(_ status: RunStatus) -> String {
        status.rawValue.split(separator: "_").joined(separator: " ")
    }
}
