extension FrameLayout {
    /// The benchmark, how many phases are done, and how long it has run.
    func header(_ state: RunState, at moment: DisplayMoment) -> Frame.Row {
        let clock = TimeText().clock(moment.elapsedSeconds)
        let failed = state.failedPhases.count
        var parts = [(clock, CellStyle.plain)]
        if state.totalPhases > 0 {
            let short = "\(NumberText.grouped(state.completedPhases))/\(NumberText.grouped(state.totalPhases))"
            let text = width >= 40 ? short + (state.totalPhases == 1 ? " phase" : " phases") : short
            parts.insert((text, .plain), at: 0)
            if failed > 0 { parts.insert(("\(NumberText.grouped(failed)) failed", theme.failed.style), at: 1) }
        }
        var used = parts.reduce(0) { $0 + 2 + $1.0.count }
        let name = theme.visibleText.fitted(state.benchmark.isEmpty ? "benchmark" : state.benchmark, columns: 512)
        let nameColumns = min(DisplayWidth.columns(of: name), 8)
        // The clock stays to the end, and what failed is seen further down, too.
        while parts.count > 1, width - used < nameColumns { used -= 2 + parts.remove(at: parts.count - 2).0.count }
        var row = Frame.Row()
        row.append(theme.visibleText.fitted(name, columns: width - used), style: theme.heading, limit: width)
        for (text, style) in parts {
            if row.columns > 0 { row.append("  ", limit: width) }
            row.append(text, style: style, limit: width)
        }
        return row
    }

    /// A phase that has ended or is still to come.
    func phaseRow(_ phase: PhaseState, name columns: Int) -> Frame.Row {
        let visible = theme.visibleText
        let mark = theme.mark(for: phase.status)
        let isPast = phase.status.isEnd
        let isQuiet = phase.status == .pending || phase.status == .skipped
        var row = Frame.Row()
        row.append("\(mark.character) ", style: mark.style, limit: width)
        let name = visible.fitted(phase.displayName(visible), columns: columns)
        row.append(name, style: isQuiet ? theme.faint : .plain, limit: width)
        row.pad(to: min(2 + columns, width))
        if isPast, let duration = phase.durationSeconds {
            row.append("  " + TimeText().duration(duration), limit: width)
        }
        let words = phase.ending(visible)
        if !words.isEmpty, width - row.columns > 4 {
            row.append("  ")
            let style = phase.status == .completed ? theme.faint : mark.style
            row.append(visible.fitted(words, columns: width - row.columns), style: style, limit: width)
        }
        return row
    }

    /// A running phase.
    func runningRow(_ cells: PhaseCells, _ columns: RowColumns, at moment: DisplayMoment) -> Frame.Row {
        var row = Frame.Row()
        let visible = theme.visibleText
        row.append("\(cells.mark.character) ", style: cells.mark.style, limit: columns.mark)
        row.append(visible.fitted(cells.name, columns: columns.name), limit: width)
        var end = columns.mark + columns.name
        func part(_ size: Int, _ add: (inout Frame.Row) -> Void) {
            guard size > 0 else { return }
            row.pad(to: end + 1)
            add(&row)
            end += 1 + size
        }
        part(columns.percentage) { row in
            let text = cells.percentage ?? (columns.bar > 0 ? "" : wanderer(at: moment))
            row.pad(to: row.columns + max(columns.percentage - text.count, 0))
            row.append(text)
        }
        part(columns.bar) {
            bar(cells.fraction, columns: columns.bar, isStalled: cells.mark == theme.stalled, at: moment, into: &$0)
        }
        part(columns.time) { row in
            let time = columns.isCompact ? cells.compactTime : cells.time
            row.append(time, style: cells.timeStyle, limit: end + 1 + columns.time)
        }
        part(columns.count) { row in
            // Digits keep their place while a phase counts up.
            row.pad(to: row.columns + max(cells.widestCount - DisplayWidth.columns(of: cells.count), 0))
            row.append(cells.count, limit: end + 1 + columns.count)
        }
        part(columns.rate) { $0.append(cells.rate, style: theme.faint, limit: end + 1 + columns.rate) }
        part(columns.message) {
            $0.append(visible.fitted(cells.message, columns: columns.message), style: theme.faint, limit: width)
        }
        return row
    }

    /// Something that moves, for where there is no room for a bar that does.
    private func wanderer(at moment: DisplayMoment) -> String {
        let place = Int(moment.elapsedSeconds.truncatingRemainder(dividingBy: 3))
        return String(theme.pending.character) + String(repeating: " ", count: 2 - place)
    }

    /// A bar; one that moves to and fro where nobody knows how far it is.
    func bar(
        _ fraction: Double?,
        columns: Int,
        isStalled: Bool = false,
        at moment: DisplayMoment,
        into row: inout Frame.Row
    ) {
        func add(_ mark: ConsoleTheme.Mark, _ count: Int, isTinted: Bool = true) {
            let style = isStalled && isTinted ? theme.stalled.style : mark.style
            row.append(mark.character, count: count, style: style, limit: width)
        }
        guard let fraction else {
            let block = min(3, columns)
            let range = max(columns - block, 1)
            let step = Int(moment.elapsedSeconds.truncatingRemainder(dividingBy: Double(2 * range)))
            let start = isStalled ? 0 : min(step < range ? step : 2 * range - step, columns - block)
            add(theme.barEmpty, start, isTinted: false)
            add(theme.barFull, isStalled ? 0 : block)
            add(theme.barEmpty, columns - start - (isStalled ? 0 : block), isTinted: false)
            return
        }
        let halves = fraction > 0 ? Int(min(fraction, 1) * Double(columns * 2) + 1e-9) : 0
        let half = theme.barHalf != nil && halves % 2 == 1
        add(theme.barFull, halves / 2)
        if half, let mark = theme.barHalf { add(mark, 1) }
        add(theme.barEmpty, columns - halves / 2 - (half ? 1 : 0), isTinted: false)
    }

    /// The texts of the row for the whole run.
    func totalCells(_ state: RunState, at moment: DisplayMoment) -> PhaseCells {
        let times = TimeText(dash: theme.rangeDash)
        let left = state.remaining(atElapsed: moment.elapsedSeconds)
        var cells = PhaseCells(PhaseState(index: 0, name: "total"), late: 0, left: nil, rate: nil, theme: theme)
        cells.mark = ConsoleTheme.Mark(" ")
        cells.fraction = state.fraction
        cells.percentage = NumberText.percentage(state.fraction)
        cells.time = left.flatMap(times.left) ?? ""
        cells.compactTime = left.flatMap(times.compactLeft) ?? ""
        return cells
    }

    /// The whole run: bar, time remaining, and when it will be done.
    ///
    /// Where there is no header it has the name, too.
    func totalRow(
        _ cells: PhaseCells,
        _ state: RunState,
        _ columns: RowColumns,
        at moment: DisplayMoment
    ) -> Frame.Row {
        var row = runningRow(cells, columns, at: moment)
        guard let left = state.remaining(atElapsed: moment.elapsedSeconds), left.point > 0, columns.bar > 0 else {
            return row
        }
        let done = "done at " + TimeText().timeOfDay(in: left.point, from: moment)
        row.trim()
        row.pad(to: min(columns.mark + columns.name + columns.percentage + columns.bar + columns.time + 3, width))
        if width - row.columns > done.count { row.append(" " + done, style: theme.faint, limit: width) }
        return row
    }

    /// What was folded above the phases, for example `✓ 12 done`.
    func topFold(_ selection: PhaseSelection) -> Frame.Row {
        var row = Frame.Row()
        if selection.hiddenDone > 0 {
            row.append("\(theme.completed.character) ", style: theme.completed.style, limit: width)
            row.append("\(NumberText.grouped(selection.hiddenDone)) done", limit: width)
        }
        if selection.hiddenFailed > 0 {
            if row.columns > 0 { row.append("  ", limit: width) }
            let text = "\(theme.failed.character) \(NumberText.grouped(selection.hiddenFailed)) failed"
            row.append(text, style: theme.failed.style, limit: width)
        }
        return row
    }

    /// What was folded below the phases, for example `+7 to come`.
    func bottomFold(_ selection: PhaseSelection) -> Frame.Row {
        var row = Frame.Row()
        if selection.hiddenRunning > 0 {
            row.append("\(theme.running.character) ", style: theme.running.style, limit: width)
            row.append("\(NumberText.grouped(selection.hiddenRunning)) more running", limit: width)
        }
        let toCome = "+\(NumberText.grouped(selection.hiddenPending)) to come"
        let blanks = row.columns > 0 ? 2 : 0
        if selection.hiddenPending > 0, row.columns == 0 || row.columns + blanks + toCome.count <= width {
            row.pad(to: row.columns + blanks)
            row.append(toCome, style: theme.faint, limit: width)
        }
        return row
    }
}
