/// What has to be written to turn one row into another.
struct RowChanges: Sendable, Hashable {
    /// The columns to write, ascending.
    private(set) var runs: [Range<Int>] = []
    /// Whether the row is written whole, on a row that was erased.
    private(set) var isWhole = false
    /// Whether what lies beyond the new row has to be erased.
    private(set) var erasesTail = false

    /// Whether the rows are the same.
    var isEmpty: Bool { runs.isEmpty && !isWhole && !erasesTail }

    init(from old: Frame.Row, to new: Frame.Row) {
        guard old != new else { return }
        erasesTail = new.columns < old.columns
        // Terminals remember how long a row has been when they wrap it anew, unless it was erased from its start.
        isWhole = new.columns * 2 < old.columns
        var start: Int?
        for column in new.cells.indices {
            let cell = new.cells[column]
            let before = column < old.columns ? old.cells[column] : nil
            if cell == (before ?? Frame.Cell(character: " ", columns: 1, style: .plain)) {
                if let first = start { runs.append(first..<column) }
                start = nil
                continue
            }
            // Nobody knows what a character that terminals disagree about has left behind.
            if DisplayWidth.isUncertain(cell.character) { isWhole = true }
            if let before, DisplayWidth.isUncertain(before.character) { isWhole = true }
            // A wide character changes as a whole.
            if start == nil { start = cell.columns == 0 ? max(column - 1, 0) : column }
        }
        if let start { runs.append(start..<new.columns) }
        if erasesTail {
            isWhole = isWhole || old.cells[new.columns...].contains { DisplayWidth.isUncertain($0.character) }
        }
        if isWhole {
            runs = []
            erasesTail = false
        } else {
            join(new)
        }
    }

    /// Joins runs with so little between them that moving the cursor costs more than writing it again.
    private mutating func join(_ row: Frame.Row) {
        var joined: [Range<Int>] = []
        for run in runs {
            if let last = joined.last,
                cost(row.cells[last.upperBound..<run.lowerBound], row.cells[last.upperBound - 1]) <= 4
            {
                joined[joined.count - 1] = last.lowerBound..<run.upperBound
            } else {
                joined.append(run)
            }
        }
        runs = joined
    }

    private func cost(_ cells: ArraySlice<Frame.Cell>, _ before: Frame.Cell) -> Int {
        guard cells.count <= 4 else { return .max }
        return cells.reduce(0) {
            $0 + $1.character.utf8.count + ($1.style == before.style || $1.character == " " ? 0 : 6)
                + (DisplayWidth.isUncertain($1.character) ? 6 : 0)
        }
    }

    /// The column in which writing begins.
    func firstColumn(in row: Frame.Row) -> Int {
        isWhole ? 0 : runs.first?.lowerBound ?? row.columns
    }

    /// Writes the changes.
    ///
    /// - Parameters:
    ///   - row: The new row.
    ///   - column: Where the cursor is in the row.
    ///   - output: Where to.
    /// - Returns: Where the cursor is afterwards.
    func write(_ row: Frame.Row, from column: Int, into output: inout EscapeWriter) -> Int {
        var column = column
        if isWhole {
            output.column(0, from: column)
            output.eraseToEndOfRow()
            return output.write(row.cells[...], from: 0)
        }
        for run in runs {
            output.column(run.lowerBound, from: column)
            column = output.write(row.cells[run], from: run.lowerBound)
        }
        if erasesTail {
            output.column(row.columns, from: column)
            output.style(.plain)
            output.eraseToEndOfRow()
            column = row.columns
        }
        return column
    }
}
