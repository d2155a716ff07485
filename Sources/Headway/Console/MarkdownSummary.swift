/// The result of a run as a table in Markdown, for the page of a build.
enum MarkdownSummary {
    /// Of more phases than this only those that failed are listed.
    private static let phaseLimit = 1_000

    /// Draws the table.
    ///
    /// - Parameter state: A run that has ended.
    /// - Returns: Markdown.
    static func text(_ state: RunState) -> String {
        let times = TimeText()
        let theme = ConsoleTheme.unicode
        let name = state.benchmark.isEmpty ? "benchmark" : state.benchmark
        var title = "\(theme.mark(for: state.status).character) \(escaped(name)): \(state.status.word)"
        title += " \(state.status == .completed ? "in" : "after") \(times.duration(state.elapsedSeconds))"
        title += state.counts.map { ", " + $0 }.joined()
        var lines = ["### " + title, "", "| | Phase | Time | Share | |", "|---|---|---:|---:|---|"]
        let failed = Set(state.failedPhases)
        let listed = state.phasesInOrder.enumerated().filter { $0 < phaseLimit || failed.contains($1.index) }
        for (_, phase) in listed {
            let duration = phase.durationSeconds.map { times.duration($0) } ?? ""
            let share = phase.durationSeconds.flatMap { duration in
                state.elapsedSeconds > 0 && phase.keptFrom == nil
                    ? NumberText.share(duration / state.elapsedSeconds) : nil
            }
            let mark = theme.mark(for: phase.status).character
            let phaseName = escaped(phase.displayName(theme.visibleText))
            let ending = escaped(phase.ending(theme.visibleText))
            lines.append("| \(mark) | \(phaseName) | \(duration) | \(share ?? "") | \(ending) |")
        }
        let more = state.phases.count - listed.count
        if more > 0 { lines += ["", "\(NumberText.grouped(more)) more phases, none of which failed"] }
        return lines.joined(separator: "\n") + "\n\n"
    }

    /// Text in which Markdown and HTML see nothing of theirs.
    static func escaped(_ text: String) -> String {
        let visible = VisibleText(isUnicode: true).fitted(text, columns: 200)
        return visible.reduce(into: "") { result, character in
            switch character {
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "&": result += "&amp;"
            case "|", "\\", "`", "*", "_", "[", "]", "#", "~", "@": result += "\\\(character)"
            default: result.append(character)
            }
        }
    }
}
