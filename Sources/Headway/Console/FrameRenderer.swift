/// Turns frames into what a terminal must be sent to show them: no more than what has changed.
///
/// Between frames the cursor rests at the start of the display's first row. So whatever a resize does to the rows below
/// it (terminals wrap them anew, or cut them off), erasing from the cursor on removes all of the display and nothing
/// else, and no row has to be counted.
///
/// A terminal changes its grid before it tells the program, so a frame may come upon rows that are elsewhere by then.
/// It does no lasting harm unless it needs more rows than the last one: it moves the cursor without scrolling, and goes back by having the terminal remember where it
/// began. Counted steps back would miss the first row, and leave stale rows above it, or erase other's lines.
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
        guard isActive || !frame.rows.isEmpty || !lines.isEmpty else { return [] }
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

    /// Makes the terminal usable again where what was on its way to it has been cut off.
    ///
    /// - Returns: What to send.
    mutating func recover() -> [UInt8] {
        var output = EscapeWriter()
        output.raw("\u{1B}[m")
        output.mode(7, true)
        output.mode(25, true)
        if synchronizesOutput { output.mode(2026, false) }
        self = FrameRenderer(synchronizesOutput: synchronizesOutput)
        return output.bytes
    }

    private static func writeWhole(_ frame: Frame, isErased: Bool, into output: inout EscapeWriter) {
        output.makeRoom(frame.rows.count)
        output.saveCursor()
        var position = (row: 0, column: 0)
        for (index, row) in frame.rows.enumerated() {
            output.move(CursorMove(from: position, to: (index, 0)))
            position = (index, output.write(row.cells[...], from: 0))
            if isErased { continue }
            output.style(.plain)
            if index < frame.rows.count - 1 { output.eraseToEndOfRow() }
        }
        if !isErased {
            if let last = frame.rows.last, last.columns > 0 { output.eraseBelow() } else { output.eraseDisplay() }
        }
        output.style(.plain)
        output.restoreCursor()
    }

    private static func writeChanges(from old: Frame, to new: Frame, into output: inout EscapeWriter) {
        let changes = new.rows.indices.map { index in
            RowChanges(from: index < old.rows.count ? old.rows[index] : Frame.Row(), to: new.rows[index])
        }
        let lastRow = new.rows.count < old.rows.count ? new.rows.count : changes.lastIndex { !$0.isEmpty }
        guard let lastRow else {
            // All that may be new is an empty row.
            if new.rows.count > old.rows.count { output.makeRoom(new.rows.count) }
            return
        }
        if new.rows.count > old.rows.count { output.makeRoom(new.rows.count) }
        // Within the first row its start is found again anyhow.
        if lastRow > 0 { output.saveCursor() }
        var byRow = EscapeWriter()
        writeRows(changes, from: old, to: new, into: &byRow)
        byRow.style(.plain)
        if old.rows.count == new.rows.count, let path = ChangePath(changes, in: new) {
            var byPath = EscapeWriter()
            path.write(new, into: &byPath)
            byPath.style(.plain)
            output.bytes += byPath.bytes.count < byRow.bytes.count ? byPath.bytes : byRow.bytes
        } else {
            output.bytes += byRow.bytes
        }
        if lastRow > 0 { output.restoreCursor() } else { output.raw("\r") }
    }

    private static func writeRows(
        _ changes: [RowChanges],
        from old: Frame,
        to new: Frame,
        into output: inout EscapeWriter
    ) {
        var position = (row: 0, column: 0)
        for (index, change) in changes.enumerated() where !change.isEmpty {
            let column = change.firstColumn(in: new.rows[index])
            output.move(CursorMove(from: position, to: (index, column)))
            position = (index, change.write(new.rows[index], from: column, into: &output))
        }
        if new.rows.count < old.rows.count {
            // Rows that are no longer needed go, all at once.
            output.style(.plain)
            output.move(CursorMove(from: position, to: (new.rows.count, 0)))
            output.eraseDisplay()
        }
    }
}
