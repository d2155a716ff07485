@testable import Headway

/// A terminal in memory: it acts upon bytes as tmux does, so that tests see what a user would.
struct EmulatedTerminal {
    struct Cell: Equatable {
        var text: String = " "
        var columns = 1
        var style = ""
    }

    struct Line: Equatable {
        var cells: [Cell] = []
        /// Whether the text goes on in the next line because there was no more room.
        var isWrapped = false

        var text: String {
            var text = cells.reduce(into: "") { if $1.columns > 0 { $0 += $1.text } }
            while text.hasSuffix(" ") { text.removeLast() }
            return text
        }
    }

    private(set) var columns: Int
    private(set) var rows: Int
    private(set) var history: [Line] = []
    private(set) var screen: [Line]
    private(set) var cursor = (row: 0, column: 0)
    private(set) var isCursorVisible = true
    private(set) var wraps = true
    private(set) var isSynchronizing = false
    private(set) var unknown: [String] = []
    /// What the terminal believes about the width of characters.
    var columnsOf: (Character) -> Int = { DisplayWidth.columns(of: $0) }

    private var isWrapPending = false
    private var style = ""
    private var saved = (row: 0, column: 0, style: "")

    init(columns: Int, rows: Int) {
        self.columns = columns
        self.rows = rows
        screen = Array(repeating: Line(), count: rows)
    }

    /// What can be read, line by line, without the empty lines at the end.
    var text: String {
        var lines = screen.map(\.text)
        while lines.last == "" { lines.removeLast() }
        return lines.joined(separator: "\n")
    }

    /// What lies above the cursor, in the scrollback, too, with wrapped lines joined.
    var linesAbove: [String] {
        Self.joined(history + screen[..<cursor.row]).map(\.text)
    }

    mutating func receive(_ bytes: [UInt8]) {
        var characters = Substring(String(decoding: bytes, as: UTF8.self))
        while let character = characters.popFirst() {
            switch character {
            case "\r": carriageReturn()
            case "\n": lineFeed()
            case "\u{08}": backspace()
            case "\r\n":
                carriageReturn()
                lineFeed()
            case "\u{1B}": escape(&characters)
            default: put(character)
            }
        }
    }

    private mutating func carriageReturn() {
        cursor.column = 0
        isWrapPending = false
    }

    private mutating func backspace() {
        cursor.column = max(cursor.column - 1, 0)
        isWrapPending = false
    }

    private mutating func lineFeed() {
        isWrapPending = false
        if cursor.row < rows - 1 {
            cursor.row += 1
        } else {
            history.append(screen.removeFirst())
            screen.append(Line())
        }
    }

    private mutating func put(_ character: Character) {
        let width = columnsOf(character)
        guard width > 0, width <= columns else { return }
        if isWrapPending || cursor.column + width > columns {
            if wraps {
                screen[cursor.row].isWrapped = true
                lineFeed()
                cursor.column = 0
            } else {
                cursor.column = columns - width
            }
            isWrapPending = false
        }
        let column = cursor.column
        while screen[cursor.row].cells.count < column + width { screen[cursor.row].cells.append(Cell()) }
        for place in column..<column + width { clearWide(at: place) }
        screen[cursor.row].cells[column] = Cell(text: String(character), columns: width, style: style)
        for place in (column + 1)..<max(column + width, column + 1) {
            screen[cursor.row].cells[place] = Cell(text: "", columns: 0, style: style)
        }
        cursor.column += width
        if cursor.column >= columns {
            cursor.column = columns - 1
            isWrapPending = wraps
        }
    }

    /// Writing on half of a wide character leaves a blank in its other half.
    private mutating func clearWide(at column: Int) {
        let cells = screen[cursor.row].cells
        var start = column
        while start > 0, cells[start].columns == 0 { start -= 1 }
        for place in start..<min(start + max(cells[start].columns, 1), cells.count) {
            screen[cursor.row].cells[place] = Cell()
        }
    }

    private mutating func escape(_ rest: inout Substring) {
        guard let kind = rest.popFirst() else { return }
        if kind == "7" {
            saved = (cursor.row, cursor.column, style)
            return
        }
        if kind == "8" {
            cursor = (min(saved.row, rows - 1), min(saved.column, columns - 1))
            style = saved.style
            isWrapPending = false
            return
        }
        guard kind == "[" else {
            unknown.append("ESC \(kind)")
            return
        }
        var parameters = ""
        while let character = rest.popFirst() {
            guard character.isLetter else {
                parameters.append(character)
                continue
            }
            control(character, parameters)
            return
        }
    }

    private mutating func control(_ final: Character, _ parameters: String) {
        let number = Int(parameters) ?? 1
        if final != "m" { isWrapPending = false }
        switch (final, parameters) {
        case ("A", _): cursor.row = max(cursor.row - number, 0)
        case ("B", _): cursor.row = min(cursor.row + number, rows - 1)
        case ("C", _): cursor.column = min(cursor.column + number, columns - 1)
        case ("G", _): cursor.column = min(number, columns) - 1
        case ("K", ""): erase(from: cursor.column)
        case ("J", ""):
            if cursor == (0, 0) {
                // As tmux does: it takes this for clearing the screen.
                history += screen
                screen = Array(repeating: Line(), count: rows)
            } else {
                erase(from: cursor.column)
                for row in (cursor.row + 1)..<max(rows, cursor.row + 1) { screen[row] = Line() }
            }
        case ("m", _): style = parameters.hasPrefix("0;") ? String(parameters.dropFirst(2)) : setStyle(parameters)
        case ("h", "?25"), ("l", "?25"): isCursorVisible = final == "h"
        case ("h", "?7"), ("l", "?7"): wraps = final == "h"
        case ("h", "?2026"), ("l", "?2026"): isSynchronizing = final == "h"
        default: unknown.append("CSI \(parameters)\(final)")
        }
    }

    private func setStyle(_ parameters: String) -> String {
        guard !parameters.isEmpty, !style.isEmpty else { return parameters }
        // A colour alone replaces the colour.
        let kept = style.split(separator: ";").filter { !$0.hasPrefix("3") }
        return (kept + [Substring(parameters)]).joined(separator: ";")
    }

    private mutating func erase(from column: Int) {
        screen[cursor.row].isWrapped = false
        guard column < screen[cursor.row].cells.count else { return }
        clearWide(at: column)
        screen[cursor.row].cells.removeSubrange(column...)
    }

    /// Changes the size as tmux does: rows below the cursor go first, and text is wrapped anew.
    mutating func resize(columns newColumns: Int, rows newRows: Int) {
        if newRows < rows {
            let below = min(rows - newRows, rows - 1 - cursor.row)
            screen.removeLast(below)
            let above = rows - newRows - below
            history += screen.prefix(above)
            screen.removeFirst(above)
            cursor.row -= above
        } else {
            let back = min(newRows - rows, history.count)
            screen.insert(contentsOf: history.suffix(back), at: 0)
            history.removeLast(back)
            cursor.row += back
            screen += Array(repeating: Line(), count: newRows - screen.count)
        }
        rows = newRows
        guard newColumns != columns else { return }
        columns = newColumns
        isWrapPending = false
        let all = history + screen
        let cursorLine = Self.joined(all[...(history.count + cursor.row - 1)]).count
        var lines: [Line] = []
        var cursorRow = 0
        for (index, line) in Self.joined(all).enumerated() {
            if index == cursorLine { cursorRow = lines.count }
            lines += wrapped(line)
        }
        while lines.count > rows, lines.count - 1 > cursorRow, lines.last == Line() { lines.removeLast() }
        let start = max(lines.count - rows, 0)
        history = Array(lines[..<start])
        screen = Array(lines[start...])
        screen += Array(repeating: Line(), count: rows - screen.count)
        cursor = (max(cursorRow - start, 0), 0)
    }

    private func wrapped(_ line: Line) -> [Line] {
        guard line.cells.count > columns else { return [line] }
        var lines: [Line] = []
        var current = Line()
        var rest = line.cells[...]
        while let cell = rest.first {
            let width = max(cell.columns, 1)
            if current.cells.count + width > columns {
                current.isWrapped = true
                lines.append(current)
                current = Line()
            }
            current.cells += rest.prefix(width)
            rest = rest.dropFirst(width)
        }
        return lines + [current]
    }

    private static func joined(_ lines: some Sequence<Line>) -> [Line] {
        var result: [Line] = []
        var goesOn = false
        for line in lines {
            if goesOn, !result.isEmpty {
                result[result.count - 1].cells += line.cells
            } else {
                result.append(Line(cells: line.cells))
            }
            goesOn = line.isWrapped
        }
        return result
    }
}
