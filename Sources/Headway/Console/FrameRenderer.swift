/// Turns frames into what a terminal must be sent to show them: no more than what has changed.
///
/// Between frames the cursor rests at the start of the display's first row. So whatever a resize does to the rows below
/// it (terminals wrap them anew, or cut them off), erasing from the cursor on removes all of the display and nothing
/// else, and no row has to be counted.
struct FrameRenderer: Sendable {
    /// Whether the terminal shows a frame at once if asked to.
    let synchronizesOutput: Bool

    private var shown: Frame?
    private var isStale = false
    private var isDoubtful = false
    private var isCursorHidden = false

    init(synchronizesOutput: Bool) {
        self.synchronizesOutput = synchronizesOutput
    }

    /// Whether there is a display that has to be taken away.
    var isActive: Bool { shown != nil }

    /// Notes that the terminal no longer shows what was drawn, so that the next frame is drawn whole.
    mutating func invalidate() {
        isStale = true
        isCursorHidden = false
    }

    /// Has the next frame drawn whole over whatever is there.
    ///
    /// Other programs, and keys that are echoed, write into the display unseen. This mends it without a flicker.
    mutating func refresh() {
        isDoubtful = true
    }

    /// Shows a frame in place of the last one.
    ///
    /// - Parameters:
    ///   - frame: The frame, narrower than the terminal and not higher.
    ///   - lines: Lines to print above it, safe to show.
    /// - Returns: What to send; nothing if nothing has changed.
    mutating func draw(_ frame: Frame, above lines: [String] = []) -> [UInt8] {
        var output = EscapeWriter()
        let isWhole = shown == nil || isStale || !lines.isEmpty
        if let shown, !isWhole, !isDoubtful {
            Self.writeChanges(from: shown, to: frame, into: &output)
            if output.bytes.isEmpty {
                self.shown = frame
                return []
            }
        } else {
            Self.writeWhole(frame, isErased: isWhole, into: &output)
        }
        var bytes = EscapeWriter()
        if synchronizesOutput { bytes.mode(2026, true) }
        if !isCursorHidden { bytes.mode(25, false) }
        if isWhole {
            bytes.eraseDisplay()
            for line in lines { bytes.raw(line + "\r\n") }
        }
        // If the terminal has just become narrower, a row must be cut rather than flow into the next.
        bytes.mode(7, false)
        bytes.bytes += output.bytes
        bytes.mode(7, true)
        if synchronizesOutput { bytes.mode(2026, false) }
        shown = frame
        isStale = false
        isDoubtful = false
        isCursorHidden = true
        return bytes.bytes
    }

    /// Takes the display away and gives the cursor back.
    ///
    /// - Parameters:
    ///   - frame: What stays on the screen; of any height.
    ///   - lines: Lines to print above it, safe to show.
    /// - Returns: What to send.
    mutating func leave(_ frame: Frame = Frame(), above lines: [String] = []) -> [UInt8] {
        var output = EscapeWriter()
        if synchronizesOutput { output.mode(2026, true) }
        if isActive { output.eraseDisplay() }
        for line in lines { output.raw(line + "\r\n") }
        for row in frame.rows {
            output.write(row.cells[...], from: 0)
            output.style(.plain)
            output.raw("\r\n")
        }
        if isActive { output.mode(25, true) }
        if synchronizesOutput { output.mode(2026, false) }
        self = FrameRenderer(synchronizesOutput: synchronizesOutput)
        return output.bytes
    }

    /// Leaves what is shown on the screen and gives the cursor back below it.
    ///
    /// - Returns: What to send.
    mutating func abandon() -> [UInt8] {
        guard isActive else { return [] }
        var output = EscapeWriter()
        output.raw("\u{1B}[m")
        if synchronizesOutput { output.mode(2026, false) }
        output.mode(7, true)
        output.raw(String(repeating: "\r\n", count: shown?.rows.count ?? 0))
        output.mode(25, true)
        self = FrameRenderer(synchronizesOutput: synchronizesOutput)
        return output.bytes
    }

    private static func writeWhole(_ frame: Frame, isErased: Bool, into output: inout EscapeWriter) {
        if !isErased { output.raw("\r") }
        for (index, row) in frame.rows.enumerated() {
            if index > 0 { output.raw("\r\n") }
            output.write(row.cells[...], from: 0)
            if isErased { continue }
            output.style(.plain)
            if index < frame.rows.count - 1 { output.eraseToEndOfRow() }
        }
        if !isErased {
            if let last = frame.rows.last, last.columns > 0 { output.eraseBelow() } else { output.eraseDisplay() }
        }
        output.style(.plain)
        output.up(max(frame.rows.count - 1, 0))
        output.raw("\r")
    }

    private static func writeChanges(from old: Frame, to new: Frame, into output: inout EscapeWriter) {
        let changes = new.rows.indices.map { index in
            RowChanges(from: index < old.rows.count ? old.rows[index] : Frame.Row(), to: new.rows[index])
        }
        if old.rows.count == new.rows.count, let path = ChangePath(changes, in: new) {
            var byPath = EscapeWriter()
            path.write(new, into: &byPath)
            var byRow = EscapeWriter()
            writeRows(changes, from: old, to: new, into: &byRow)
            output = byPath.bytes.count < byRow.bytes.count ? byPath : byRow
        } else {
            writeRows(changes, from: old, to: new, into: &output)
        }
    }

    private static func writeRows(
        _ changes: [RowChanges],
        from old: Frame,
        to new: Frame,
        into output: inout EscapeWriter
    ) {
        var position = (row: 0, column: 0)
        for index in new.rows.indices {
            let isNew = index >= old.rows.count
            let changes = changes[index]
            guard isNew || !changes.isEmpty else { continue }
            // A row that wasn't there may have to be made by scrolling, which only a line feed does.
            let lastExisting = max(min(index, old.rows.count - 1), position.row)
            let down = lastExisting - position.row
            if down > 2 {
                output.down(down)
            } else if down > 0 {
                output.raw(String(repeating: "\r\n", count: down))
                position.column = 0
            }
            if index > lastExisting {
                output.raw(String(repeating: "\r\n", count: index - lastExisting))
                position.column = 0
            }
            position.row = index
            position.column = changes.write(new.rows[index], from: position.column, into: &output)
        }
        output.style(.plain)
        if new.rows.count < old.rows.count {
            // Rows that are no longer needed go, all at once.
            let down = new.rows.count - position.row
            if down > 0 { output.down(down) }
            position.row = max(new.rows.count, position.row)
            output.eraseDisplay()
            position.column = 0
        }
        output.up(position.row)
        if position.column > 0 { output.raw("\r") }
    }
}
