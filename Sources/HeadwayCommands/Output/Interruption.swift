import Headway
import HeadwayRunner

/// What there is to say about a run whose writer has died.
struct Interruption: CustomStringConvertible {
    private let state: RunState

    init(_ state: RunState) {
        self.state = state
    }

    /// The process groups of phases that live on.
    var groups: [ProcessGroup] {
        // Nothing outlives a restart of the machine.
        guard state.writer?.isOfThisBoot == true else { return [] }
        // A command that reports phases of its own may be between two of them.
        let candidates = state.phases.filter {
            $0.status == .running || $0.status == .abandoned || $0.reportedBy != nil
        }
        let groups = candidates.compactMap { phase in
            phase.processGroup.flatMap(ProcessGroup.init).flatMap { group in
                group.belongs(to: state.runID, startedAt: phase.startedAt) ? group : nil
            }
        }
        return Set(groups).sorted { $0.id < $1.id }
    }

    var description: String {
        let writer = state.writer.map { "process \($0.pid) on \(ConsoleText.visible($0.host))" } ?? "an unknown process"
        let end = "interrupted: its writer, \(writer), is gone"
        let ids = groups.map { "\($0.id)" }
        guard !ids.isEmpty else { return end }
        let what = ids.count == 1 ? "process group \(ids[0])" : "process groups \(ids.joined(separator: ", "))"
        return
            "\(end), but its phase lives on in \(what); `headway stop \(ShellQuote.line([ConsoleText.visible(state.runID)]))` ends it"
    }
}
