/// What stays on the screen when a run has ended: a line a phase, what went wrong, and how it all went.
struct RunSummary: Sendable {
    /// With more phases than this only the longest, and all that failed, get a line.
    private static let phaseLimit = 200
    private static let longestCount = 50
    /// The last words of so many failed phases are shown.
    private static let lastWordsLimit = 20
    private static let barColumns = 16

    let width: Int
    let theme: ConsoleTheme

    private var times: TimeText { TimeText(dash: theme.rangeDash) }
    private var visible: VisibleText { theme.visibleText }

    /// Draws the summary.
    ///
    /// - Parameter state: A run that has ended.
    /// - Returns: A frame of any height, not wider than the width.
    func frame(_ state: RunState) -> Frame {
        var frame = Frame()
        guard width > 0 else { return frame }
        let shown = phases(state)
        let durations = shown.compactMap { state.phases[$0].durationSeconds.map { times.duration($0).count } }
        let durationColumns = durations.max() ?? 0
        // A duration is shown whole or not at all: without its unit it would say something else.
        let nameColumns = min(
            shown.map { DisplayWidth.columns(of: state.phases[$0].displayName(visible)) }.max() ?? 0,
            max(width / 3, 10),
            max(width - durationColumns - 4, 4)
        )
        for index in shown {
            let share = share(of: state.phases[index], in: state)
            for row in rows(state.phases[index], nameColumns, durationColumns, share: share) { frame.append(row) }
        }
        if shown.count < state.totalPhases { append(folded(state, shown), style: theme.faint, into: &frame) }
        for index in state.failedPhases.suffix(Self.lastWordsLimit) { lastWords(state.phases[index], into: &frame) }
        let others = state.failedPhases.count - Self.lastWordsLimit
        if others > 0 {
            append("(the last words of \(NumberText.grouped(others)) more are in their logs)", into: &frame)
        }
        result(state, into: &frame)
        return frame
    }

    private func phases(_ state: RunState) -> [Int] {
        guard state.phases.count > Self.phaseLimit else { return state.indicesInOrder }
        let failed = Set(state.failedPhases)
        let longest = state.phases.filter { !failed.contains($0.index) && $0.durationSeconds != nil }.sorted {
            ($0.durationSeconds ?? 0) > ($1.durationSeconds ?? 0)
        }
        return state.inOrder(failed.union(longest.prefix(Self.longestCount).map(\.index)))
    }

    /// How many phases have no line, and how they ended.
    private func folded(_ state: RunState, _ shown: [Int]) -> String {
        let shown = Set(shown)
        let hidden = state.phases.filter { !shown.contains($0.index) }
        let seconds = hidden.reduce(0) { $0 + ($1.durationSeconds ?? 0) }
        var parts: [String] = []
        for (status, word) in [(PhaseStatus.completed, "completed"), (.skipped, "skipped"), (.cancelled, "cancelled")] {
            let count = hidden.count { $0.status == status }
            if count > 0 { parts.append("\(NumberText.grouped(count)) \(word)") }
        }
        if seconds > 0 { parts.append("\(times.duration(seconds)) in all") }
        let haveRun = hidden.allSatisfy { $0.durationSeconds != nil }
        let count = NumberText.grouped(state.totalPhases - shown.count) + (haveRun ? " shorter ones" : " more")
        return count + (parts.isEmpty ? "" : ": " + parts.joined(separator: ", "))
    }

    private func append(_ text: String, style: CellStyle = .plain, into frame: inout Frame) {
        var row = Frame.Row()
        row.append(visible.fitted("  " + text, columns: width), style: style, limit: width)
        frame.append(row)
    }

    private func share(of phase: PhaseState, in state: RunState) -> Double? {
        guard let duration = phase.durationSeconds, phase.keptFrom == nil, state.elapsedSeconds > 0 else { return nil }
        return min(max(duration / state.elapsedSeconds, 0), 1)
    }

    /// The row of a phase, and another one where its numbers need it.
    private func rows(_ phase: PhaseState, _ nameColumns: Int, _ durationColumns: Int, share: Double?) -> [Frame.Row] {
        let mark = theme.mark(for: phase.status)
        var row = Frame.Row()
        row.append("\(mark.character) ", style: mark.style, limit: width)
        row.append(visible.fitted(phase.displayName(visible), columns: nameColumns), limit: width)
        row.pad(to: min(2 + nameColumns, width))
        let duration = phase.durationSeconds.map { times.duration($0) } ?? ""
        if durationColumns > 0 {
            let padding = String(repeating: " ", count: 2 + durationColumns - duration.count)
            if row.columns + padding.count + duration.count <= width { row.append(padding + duration, limit: width) }
        }
        if let share, width - row.columns >= Self.barColumns + 7 {
            let percentage = NumberText.share(share)
            row.append(String(repeating: " ", count: 6 - percentage.count) + percentage + " ", style: theme.faint)
            let halves = Int((share * Double(Self.barColumns * 2)).rounded())
            for cell in 0..<Self.barColumns {
                let mark =
                    halves >= 2 * cell + 2
                    ? theme.barFull : halves == 2 * cell + 1 ? theme.barHalf ?? theme.barEmpty : theme.barEmpty
                let isDone = halves > 2 * cell
                row.append(String(mark.character), style: isDone ? theme.mark(for: phase.status).style : mark.style)
            }
        } else if share == nil, durationColumns > 0, width - row.columns >= Self.barColumns + 7 {
            row.pad(to: row.columns + Self.barColumns + 7)
        }
        let words = phase.ending(visible)
        let style = phase.status == .completed ? theme.faint : mark.style
        if phase.repetitions != nil, row.columns + 2 + DisplayWidth.columns(of: words) > width {
            var numbers = Frame.Row()
            numbers.append("    ", limit: width)
            numbers.append(visible.fitted(words, columns: max(width - 4, 0)), style: style, limit: width)
            return [row, numbers]
        }
        if !words.isEmpty, width - row.columns > 6 {
            row.append("  ")
            row.append(visible.fitted(words, columns: width - row.columns), style: style, limit: width)
        }
        return [row]
    }

    /// The error of a phase and the last lines that it printed.
    private func lastWords(_ phase: PhaseState, into frame: inout Frame) {
        // Whoever ended a phase knows why.
        guard phase.hasFailed else { return }
        let output = phase.output ?? []
        guard !output.isEmpty || !(phase.error ?? "").isEmpty else { return }
        frame.append(Frame.Row())
        var row = Frame.Row()
        let mark = theme.mark(for: phase.status)
        row.append("\(mark.character) \(phase.displayName(visible))", style: mark.style, limit: width)
        frame.append(row)
        for line in (phase.error ?? "").split(separator: "\n", maxSplits: 9).prefix(10) {
            append(visible.line(String(line)), indented: "  ", style: .plain, into: &frame)
        }
        for line in output.suffix(20) {
            append(visible.line(line), indented: "  " + theme.quote, style: theme.faint, into: &frame)
        }
        if let log = phase.log {
            append("all of its output: " + visible.line(log), indented: "  ", style: .plain, into: &frame)
        }
    }

    /// Adds a text that may need several rows, up to a limit.
    private func append(_ text: String, indented prefix: String, style: CellStyle, into frame: inout Frame) {
        var row = Frame.Row()
        row.append(prefix, style: theme.faint, limit: width)
        var rows = 1
        for character in text {
            let columns = DisplayWidth.columns(of: character)
            if row.columns + columns > width {
                guard rows < 8, width > prefix.count + 2 else { break }
                frame.append(row)
                rows += 1
                row = Frame.Row()
                row.append(prefix, style: theme.faint, limit: width)
            }
            row.append(String(character), style: style, limit: width)
        }
        frame.append(row)
    }

    private func result(_ state: RunState, into frame: inout Frame) {
        if !frame.rows.isEmpty { frame.append(Frame.Row()) }
        let mark = theme.mark(for: state.status)
        let joint = state.status == .completed ? "in" : "after"
        var tail = " \(state.status.word) \(joint) \(times.duration(state.elapsedSeconds))"
        let name = visible.fitted(state.benchmark.isEmpty ? "benchmark" : state.benchmark, columns: 512)
        for part in state.counts where 2 + DisplayWidth.columns(of: name) + tail.count + part.count + 2 <= width {
            tail += ", " + part
        }
        // The mark says how it ended, too.
        if 2 + min(DisplayWidth.columns(of: name), 8) + tail.count > width {
            tail = " " + times.duration(state.elapsedSeconds)
        }
        let nameColumns = max(width - 2 - tail.count, min(8, width - 2))
        var row = Frame.Row()
        row.append("\(mark.character) ", style: mark.style, limit: width)
        row.append(visible.fitted(name, columns: nameColumns), style: theme.heading, limit: width)
        row.append(tail, style: mark.style, limit: width)
        frame.append(row)
        if let error = state.error, !error.isEmpty {
            for line in error.split(separator: "\n", maxSplits: 9).prefix(10) {
                append(visible.line(String(line)), indented: "  ", style: .plain, into: &frame)
            }
        }
    }
}
