/// Collects text and control sequences for a terminal, the shortest that will do.
struct EscapeWriter: Sendable {
    /// What was written so far.
    var bytes: [UInt8] = []
    private var current = CellStyle.plain

    /// Adds text or a sequence as it is.
    mutating func raw(_ text: String) {
        bytes.append(contentsOf: text.utf8)
    }

    /// Turns a private mode on or off.
    mutating func mode(_ number: Int, _ isOn: Bool) {
        raw("\u{1B}[?\(number)\(isOn ? "h" : "l")")
    }

    /// Moves the cursor up.
    mutating func up(_ rows: Int) {
        if rows > 0 { raw(rows == 1 ? "\u{1B}[A" : "\u{1B}[\(rows)A") }
    }

    /// Moves the cursor down, without scrolling.
    mutating func down(_ rows: Int) {
        if rows > 0 { raw(rows == 1 ? "\u{1B}[B" : "\u{1B}[\(rows)B") }
    }

    /// Moves the cursor.
    mutating func move(_ move: CursorMove) {
        up(-move.rows)
        down(move.rows)
        switch move.horizontal {
        case .stay: break
        case .start: raw("\r")
        case .back(let count): for _ in 0..<count { raw("\u{08}") }
        case .ahead(let count): raw(count == 1 ? "\u{1B}[C" : "\u{1B}[\(count)C")
        case .to(let column): raw("\u{1B}[\(column + 1)G")
        }
    }

    /// Notes where the cursor is, and that text is plain.
    mutating func saveCursor() {
        raw("\u{1B}7")
    }

    /// Moves the cursor to where it was when that was noted.
    mutating func restoreCursor() {
        raw("\u{1B}8")
    }

    /// Makes sure that there are rows from the cursor's row on, by scrolling if need be; to the start of the first.
    mutating func makeRoom(_ rows: Int) {
        raw("\r" + String(repeating: "\n", count: max(rows - 1, 0)))
        up(rows - 1)
    }

    /// Moves the cursor within its row.
    mutating func column(_ target: Int, from column: Int) {
        move(CursorMove(from: (0, column), to: (0, target)))
    }

    /// Erases the cursor's row from the cursor on.
    mutating func eraseToEndOfRow() {
        raw("\u{1B}[K")
    }

    /// Erases the cursor's row from the cursor on and all below it; not from the first column, see ``eraseDisplay()``.
    mutating func eraseBelow() {
        raw("\u{1B}[J")
    }

    /// Erases the cursor's row and all below it, and moves to its start.
    ///
    /// Not from the first column: tmux takes erasing from the screen's first cell for clearing the screen, and moves
    /// all that was on it into the scrollback.
    mutating func eraseDisplay() {
        raw("\r\u{1B}[K\u{1B}[C\u{1B}[J\r")
    }

    /// Makes what follows look like this.
    mutating func style(_ style: CellStyle) {
        guard style != current else { return }
        if style == .plain {
            raw("\u{1B}[m")
        } else if current == .plain {
            raw("\u{1B}[\(style.parameters)m")
        } else if let color = style.color, style.isBold == current.isBold, style.isDim == current.isDim {
            raw("\u{1B}[\(color.rawValue)m")
        } else {
            raw("\u{1B}[0;\(style.parameters)m")
        }
        current = style
    }

    /// Writes cells.
    ///
    /// After a character that terminals disagree about, the next one is put where it belongs.
    ///
    /// - Parameters:
    ///   - cells: The cells.
    ///   - start: Their first column, where the cursor is.
    /// - Returns: The column where the cursor is afterwards.
    @discardableResult
    mutating func write(_ cells: ArraySlice<Frame.Cell>, from start: Int) -> Int {
        var column = start
        var isLost = false
        for cell in cells {
            defer { column += 1 }
            guard cell.columns > 0 else { continue }
            if isLost { raw("\u{1B}[\(column + 1)G") }
            // A blank looks the same in every style that is used here.
            if cell.character != " " { style(cell.style) }
            bytes.append(contentsOf: cell.character.utf8)
            isLost = DisplayWidth.isUncertain(cell.character)
        }
        if isLost { raw("\u{1B}[\(column + 1)G") }
        return column
    }
}
