/// Draws a run: the one way from a state to a frame, and a pure function.
///
/// ```swift
/// let layout = FrameLayout(size: TerminalSize(columns: 80, rows: 24))
/// let frame = layout.frame(tracker.state, at: DisplayMoment(elapsedSeconds: 12, date: Date()))
/// print(frame.text)
/// ```
public struct FrameLayout: Sendable, Hashable {
    /// The size that the frame must fit into.
    public var size: TerminalSize
    /// The characters and styles.
    public var theme: ConsoleTheme

    /// Makes a layout.
    ///
    /// - Parameters:
    ///   - size: The size that the frame must fit into.
    ///   - theme: The characters and styles.
    public init(size: TerminalSize, theme: ConsoleTheme = .unicode) {
        self.size = size
        self.theme = theme
    }

    /// How many columns are written: never the last one, where terminals disagree about what comes next.
    var width: Int { max(size.columns - 1, 0) }

    /// How many rows to use where more would only be nice to have.
    ///
    /// The rest is for what is printed above; and when a terminal becomes smaller, rows that it has to wrap have
    /// somewhere to go before they are pushed into the scrollback, where nothing can be taken back.
    private var comfortableRows: Int { size.rows * 3 / 4 }

    /// Draws a run.
    ///
    /// - Parameters:
    ///   - state: The run.
    ///   - moment: The moment that the frame shows.
    ///   - rates: Units a second by phase index, as measured lately; a phase that isn't in there shows its average.
    /// - Returns: A frame of at most the size's rows, and of less than its columns.
    public func frame(_ state: RunState, at moment: DisplayMoment, rates: [Int: Double] = [:]) -> Frame {
        var frame = Frame()
        guard width > 0, size.rows > 0 else { return frame }
        let hasHeader = size.rows >= 3
        let others = hasHeader ? 2 : 1
        let selection = PhaseSelection(state, limit: size.rows - others, comfortable: comfortableRows - others)
        let late = max(moment.elapsedSeconds - state.elapsedSeconds, 0)

        var cells: [Int: PhaseCells] = [:]
        for index in selection.shown where state.phases[index].status == .running {
            let phase = state.phases[index]
            let left = state.remaining(ofPhase: index, atElapsed: moment.elapsedSeconds)
            cells[index] = PhaseCells(phase, late: late, left: left, rate: rates[index], theme: theme)
        }
        let total = totalCells(state, at: moment)
        let columns = RowColumns(total: width, needs: needs(state, selection, cells, total))

        if hasHeader { frame.append(header(state, at: moment)) }
        if selection.hasTopFold { frame.append(topFold(selection)) }
        for index in selection.shown {
            let phase = state.phases[index]
            if let running = cells[index] {
                frame.append(runningRow(running, columns, at: moment))
            } else {
                frame.append(phaseRow(phase, name: columns.name))
            }
        }
        if selection.hasBottomFold { frame.append(bottomFold(selection)) }
        frame.append(totalRow(total, state, columns, at: moment))
        return frame
    }

    private func needs(
        _ state: RunState,
        _ selection: PhaseSelection,
        _ cells: [Int: PhaseCells],
        _ total: PhaseCells
    ) -> RowColumns.Needs {
        var needs = RowColumns.Needs(hasBar: true)
        let visible = theme.visibleText
        for index in selection.shown {
            needs.name = max(needs.name, DisplayWidth.columns(of: state.phases[index].displayName(visible)))
        }
        for cell in Array(cells.values) + [total] {
            needs.name = max(needs.name, DisplayWidth.columns(of: cell.name))
            needs.time = max(needs.time, DisplayWidth.columns(of: cell.time))
            needs.compactTime = max(needs.compactTime, DisplayWidth.columns(of: cell.compactTime))
            needs.count = max(needs.count, cell.widestCount)
            needs.rate = max(needs.rate, DisplayWidth.columns(of: cell.rate))
            needs.hasMessage = needs.hasMessage || !cell.message.isEmpty
        }
        return needs
    }
}
