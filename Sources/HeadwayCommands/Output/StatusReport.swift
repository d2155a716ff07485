import Headway

/// A run for people to read, once.
enum StatusReport {
    static func text(of state: RunState) -> String {
        var lines = ["\(ConsoleText.visible(state.runID))  \(words(state.status))"]
        lines.append(ConsoleText.report(state))
        if state.isWriterOutOfSight {
            let host = state.writer.map { ConsoleText.visible($0.host) } ?? "an unknown machine"
            lines.append("unknown whether it goes on: it is written on \(host); last event at " + lastEvent(state))
        }
        if state.status == .interrupted { lines.append(Interruption(state).description) }
        return lines.joined(separator: "\n")
    }

    private static func lastEvent(_ state: RunState) -> String {
        state.updatedAt.map { Timestamp.format($0) } ?? "an unknown time"
    }

    private static func words(_ status: RunStatus) -> String {
        status.rawValue.split(separator: "_").joined(separator: " ")
    }
}

extension RunState {
    /// Whether it says that it goes on and nobody here can tell: its writer is, or was, on another machine.
    var isWriterOutOfSight: Bool { status == .running && writer?.life ?? .unknown == .unknown }
}
