/// The way of the cursor from change to change: next comes what is cheapest to reach.
///
/// Rows often change in the same columns, and then it is shorter to go down a column, and up the next one, than to go
/// from the start of each row: nothing is said twice of where a column is and how it looks.
struct ChangePath {
    private struct Stop {
        let row: Int
        let run: Range<Int>
        /// How the first and the last character that can be seen look; `nil` if there is none.
        let firstStyle: CellStyle?
        let lastStyle: CellStyle?
    }

    /// Beyond this, comparing each with each other costs more than it saves.
    private static let largest = 128

    private var stops: [Stop] = []

    /// Prepares a path.
    ///
    /// - Parameters:
    ///   - changes: What changes in each row.
    ///   - frame: The new frame, with as many rows as before.
    /// - Returns: `nil` if something is to be done that needs the rows' order.
    init?(_ changes: [RowChanges], in frame: Frame) {
        for (row, change) in changes.enumerated() {
            guard !change.isWhole, !change.erasesTail else { return nil }
            for run in change.runs {
                let visible = frame.rows[row].cells[run].lazy.filter { $0.character != " " }
                stops.append(Stop(row: row, run: run, firstStyle: visible.first?.style, lastStyle: visible.last?.style))
            }
        }
        guard stops.count > 1, stops.count <= Self.largest else { return nil }
    }

    /// Writes the changes, from the first column of the first row on.
    ///
    /// - Parameters:
    ///   - frame: The new frame.
    ///   - output: Where to.
    consuming func write(_ frame: Frame, into output: inout EscapeWriter) {
        var position = (row: 0, column: 0)
        var style = CellStyle.plain
        while let first = stops.indices.first {
            var best = (index: first, cost: Int.max)
            for index in stops.indices {
                let stop = stops[index]
                // Up to here as many bytes as a change of style takes.
                let restyling = stop.firstStyle.map { $0 == style } ?? true ? 0 : 5
                let cost = restyling + CursorMove(from: position, to: (stop.row, stop.run.lowerBound)).cost
                if cost < best.cost { best = (index, cost) }
            }
            let stop = stops[best.index]
            stops.swapAt(best.index, stops.count - 1)
            stops.removeLast()
            output.move(CursorMove(from: position, to: (stop.row, stop.run.lowerBound)))
            position = (stop.row, output.write(frame.rows[stop.row].cells[stop.run], from: stop.run.lowerBound))
            style = stop.lastStyle ?? style
        }
    }
}
