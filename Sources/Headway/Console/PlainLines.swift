/// What the console says where nothing can be redrawn: a line whenever something happens.
///
/// Between the transitions a running phase gets a line at every 10 % or 30 s, whichever is rarer, but at least one
/// every 5 minutes, so that a log stays short and nobody wonders whether it still runs.
struct PlainLines: Sendable {
    private struct Reported: Sendable {
        var decile: Int
        var elapsed: Double
    }

    private static let shortest: Double = 30
    private static let longest: Double = 300

    let theme: ConsoleTheme
    private var reported: [Int: Reported] = [:]
    private var commands: GitHubCommands?

    /// Makes the lines of one run.
    ///
    /// - Parameters:
    ///   - theme: The characters and styles.
    ///   - isGitHubActions: Whether to group phases and mark failures for GitHub Actions.
    init(theme: ConsoleTheme, isGitHubActions: Bool = false) {
        self.theme = theme
        commands = isGitHubActions ? GitHubCommands() : nil
    }

    private var times: TimeText { TimeText(dash: theme.rangeDash) }
    private var visible: VisibleText { theme.visibleText }

    /// What there is to say about an event.
    ///
    /// - Parameters:
    ///   - event: The event.
    ///   - state: The run with the event folded in.
    /// - Returns: The lines.
    mutating func lines(for event: ProgressEvent, in state: RunState) -> [StyledLine] {
        let elapsed = state.elapsedSeconds
        let index = event.phaseIndex.flatMap { state.phases.indices.contains($0) ? $0 : nil }
        switch event.type {
        case .benchmarkStarted: return safe([started(state)])
        case .phaseStarted:
            guard let index, state.phases[index].status == .running else { return [] }
            let phase = state.phases[index]
            reported[index] = Reported(decile: Self.decile(phase), elapsed: elapsed)
            let name = phase.displayName(visible)
            var line = prefix(phase, at: elapsed)
            line.append("started")
            if state.totalPhases > 1 { line.append(" (\(place(of: index, in: state)) of \(state.totalPhases))") }
            return (commands?.began(index, name: name) ?? []) + safe([line])
        case .phaseProgress:
            guard let index else { return [] }
            return safe(report(index, state, at: elapsed))
        case .phaseStalled, .phaseResumed:
            guard let index, state.phases[index].status == .running else { return [] }
            let phase = state.phases[index]
            var line = prefix(phase, at: elapsed)
            guard phase.stalled else {
                line.append("moves again")
                return safe([line])
            }
            line.append("stalled", style: theme.stalled.style)
            if let quiet = phase.quietSeconds { line.append(", quiet for \(times.wholeDuration(quiet))") }
            if let last = phase.output?.last { line.append(", last line: " + visible.line(last)) }
            return safe([line])
        case .phaseCompleted:
            guard let index, state.phases[index].status.isEnd else { return [] }
            reported[index] = nil
            return ended(state.phases[index], at: elapsed)
        case .benchmarkCompleted:
            guard state.status.isEnd else { return [] }
            reported = [:]
            return (commands?.end() ?? []) + safe([ended(state)] + runError(state))
        case .estimateUpdated, .journalGap: return []
        }
    }

    /// What there is to say because time has passed.
    ///
    /// - Parameters:
    ///   - state: The run.
    ///   - elapsed: How far into the run it is, in seconds.
    /// - Returns: The lines.
    mutating func lines(at elapsed: Double, in state: RunState) -> [StyledLine] {
        safe(state.runningPhases.flatMap { report($0, state, at: elapsed) })
    }

    /// A line that somebody prints.
    func printed(_ line: String) -> StyledLine {
        let line = StyledLine(line)
        return commands == nil ? line : GitHubCommands.disarmed(line)
    }

    private func safe(_ lines: [StyledLine]) -> [StyledLine] {
        commands == nil ? lines : lines.map(GitHubCommands.disarmed)
    }

    private static func decile(_ phase: PhaseState) -> Int { NumberText.percent(phase.fraction) / 10 }

    private func prefix(_ phase: PhaseState, at elapsed: Double) -> StyledLine {
        var line = StyledLine("[\(times.clock(elapsed))] ", style: theme.faint)
        line.append(phase.displayName(visible) + ": ")
        return line
    }

    /// Which phase it is, from 1, in the order in which they are shown.
    private func place(of index: Int, in state: RunState) -> Int {
        guard state.hasReportedPhases else { return index + 1 }
        return (state.indicesInOrder.firstIndex(of: index) ?? index) + 1
    }

    private func started(_ state: RunState) -> StyledLine {
        var line = StyledLine(benchmark(state), style: theme.heading)
        line.append(": started")
        if state.totalPhases > 0 { line.append(", \(Self.phases(state.totalPhases))") }
        return line
    }

    private mutating func report(_ index: Int, _ state: RunState, at elapsed: Double) -> [StyledLine] {
        let phase = state.phases[index]
        guard phase.status == .running else { return [] }
        let last = reported[index] ?? Reported(decile: 0, elapsed: elapsed - (phase.durationSeconds ?? 0))
        let decile = Self.decile(phase)
        let pause = elapsed - last.elapsed
        guard pause >= Self.longest || (pause >= Self.shortest && decile > last.decile) else {
            if reported[index] == nil { reported[index] = last }
            return []
        }
        reported[index] = Reported(decile: decile, elapsed: elapsed)
        let late = max(elapsed - state.elapsedSeconds, 0)
        let duration = (phase.durationSeconds ?? 0) + late
        let left = phase.stalled ? nil : state.remaining(ofPhase: phase.index, atElapsed: elapsed)
        let cells = PhaseCells(phase, late: late, left: left, rate: nil, theme: theme)
        var words = [cells.percentage ?? "running for \(times.wholeDuration(duration))"]
        if !cells.count.isEmpty { words.append(cells.count) }
        if !cells.rate.isEmpty { words.append(cells.rate) }
        if phase.stalled { words.append("stalled") }
        if let left = left.flatMap(times.left) { words.append(left) }
        if !cells.message.isEmpty { words.append(cells.message) }
        var line = prefix(phase, at: elapsed)
        line.append(words.joined(separator: ", "))
        return [line]
    }

    private mutating func ended(_ phase: PhaseState, at elapsed: Double) -> [StyledLine] {
        let mark = theme.mark(for: phase.status)
        let after = phase.durationSeconds.map { times.duration($0) }
        let joint = phase.status == .completed ? "in" : "after"
        var how = after.map { " \(joint) \($0)" } ?? ""
        if let error = phase.error, !error.isEmpty { how += ": " + visible.line(error) }
        let success = phase.status == .completed ? phase.success(visible) : ""
        if !success.isEmpty { how += ", " + success }
        var line = prefix(phase, at: elapsed)
        line.append("\(mark.character) \(phase.endingWord)", style: mark.style)
        line.append(how)
        var lines = safe([line])
        let output = phase.hasFailed ? phase.output ?? [] : []
        for text in output { lines += safe([StyledLine("    " + theme.quote + visible.line(text))]) }
        if let log = phase.log { lines += safe([StyledLine("    all of its output: " + visible.line(log))]) }
        lines += commands?.ended(phase.index) ?? []
        if phase.status.isEnd, !phase.status.countsAsDone, commands != nil {
            lines.append(GitHubCommands.error(title: phase.displayName(visible), message: phase.endingWord + how))
        }
        return lines
    }

    private func ended(_ state: RunState) -> StyledLine {
        let mark = theme.mark(for: state.status)
        var line = StyledLine("\(mark.character) ", style: mark.style)
        line.append(benchmark(state), style: theme.heading)
        line.append(": ")
        line.append(state.status.word, style: mark.style)
        let joint = state.status == .completed ? "in" : "after"
        line.append(" \(joint) \(times.duration(state.elapsedSeconds))")
        for part in state.counts { line.append(", " + part) }
        return line
    }

    private func runError(_ state: RunState) -> [StyledLine] {
        guard let error = state.error, !error.isEmpty else { return [] }
        return [StyledLine("    " + visible.line(error))]
    }

    private func benchmark(_ state: RunState) -> String {
        state.benchmark.isEmpty ? "benchmark" : visible.fitted(state.benchmark, columns: 512)
    }

    private static func phases(_ count: Int) -> String {
        "\(NumberText.grouped(count)) \(count == 1 ? "phase" : "phases")"
    }
}
