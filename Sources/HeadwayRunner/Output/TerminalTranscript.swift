import Headway

/// Turns what a program sends to its terminal into what a person would have seen of it, line by line.
///
/// Carriage returns, cursor movement and erasing are acted upon; colours and titles are left out. A line is settled, and so
/// told, when it has ended; once the program has gone up to draw over lines, when it has left the screen. A settled
/// line that is drawn over all the same is told again.
///
/// It knows the control sequences of ECMA-48 that progress displays use. What a program draws on the alternate screen, as
/// editors do, is left out.
struct TerminalTranscript {
    /// A row of the screen, from the left.
    struct Row {
        var cells: [Character] = []
        /// Whether it is the rest of the row above, which was too long.
        var isContinuation = false
        /// What was told of it, if it was.
        var told: String?
        /// Whether it may differ from what was told.
        var isDirty = true

        /// Its text, without the blanks at its end.
        var text: String {
            let end = cells.lastIndex { $0 != " " && $0 != TerminalTranscript.rest }.map { $0 + 1 } ?? 0
            return String(cells[..<end].filter { $0 != TerminalTranscript.rest })
        }
    }

    /// No character needs more scalars than this; a terminal would not show them either.
    private static let mostScalars = 16
    /// Stands behind a character that takes two columns.
    static let rest: Character = "\u{0}"

    private(set) var size: TerminalSize
    var rows = [Row()]
    var cursor = (row: 0, column: 0)
    var savedCursor = (row: 0, column: 0)
    /// Whether the program has gone up to draw over lines.
    var isRedrawing = false
    var isAlternate = false
    private var parser = ControlSequenceParser()
    private var told: [UInt8] = []

    /// Begins with an empty screen.
    ///
    /// - Parameter size: The terminal's size.
    init(size: TerminalSize) {
        self.size = size
    }

    /// Notes that the terminal has another size.
    mutating func resize(_ size: TerminalSize) {
        self.size = size
    }

    /// The row at the top of the screen.
    var top: Int { max(rows.count - max(size.rows, 1), 0) }

    /// Takes the next bytes.
    ///
    /// - Parameter bytes: What the program has sent.
    /// - Returns: The lines that have settled, each with its end.
    mutating func take(_ bytes: [UInt8]) -> [UInt8] {
        told = []
        var rest = bytes[...]
        while !rest.isEmpty {
            if takePlainLine(&rest) { continue }
            let end = rest.firstIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? rest.endIndex
            // Taken out, so that it can be changed while it changes the rest.
            var parser = ControlSequenceParser()
            swap(&parser, &self.parser)
            parser.take(rest[..<end]) { act(on: $0) }
            self.parser = parser
            rest = rest[end...]
        }
        return told
    }

    /// Tells the lines above the cursor, because nothing has changed for a while.
    mutating func settle() -> [UInt8] {
        told = []
        tell(upTo: cursor.row)
        return told
    }

    /// Tells all that is left.
    mutating func finish() -> [UInt8] {
        told = []
        while rows.count > 1, rows.last?.text.isEmpty == true, rows.last?.told == nil { rows.removeLast() }
        if rows.last?.text.isEmpty == true { rows.removeLast() }
        tell(upTo: rows.count)
        rows = [Row()]
        cursor = (0, 0)
        return told
    }

    /// Passes a whole line on as it is where there is nothing to act upon: most output is such.
    private mutating func takePlainLine(_ rest: inout ArraySlice<UInt8>) -> Bool {
        guard !isRedrawing, !isAlternate, parser.isIdle, cursor == (rows.count - 1, 0), rows[cursor.row].cells.isEmpty,
            !rows[cursor.row].isContinuation, let end = rest.firstIndex(of: UInt8(ascii: "\n"))
        else { return false }
        var line = rest[..<end]
        if line.last == UInt8(ascii: "\r") { line = line.dropLast() }
        guard line.allSatisfy({ $0 >= 0x20 && $0 < 0x7F }), line.count < size.columns else { return false }
        told += line
        told.append(UInt8(ascii: "\n"))
        // What is above counts as seen: going up to it draws new lines.
        rows = [Row()]
        cursor = (0, 0)
        rest = rest[(end + 1)...]
        return true
    }

    // MARK: Drawing

    mutating func put(_ character: Character) {
        guard !isAlternate else { return }
        let width = character.isASCII ? 1 : ConsoleText.columns(of: String(character))
        guard width > 0 else { return join(character) }
        if cursor.column + width > max(size.columns, 2) {
            lineFeed(isContinuation: true)
            cursor.column = 0
        }
        for column in cursor.column..<cursor.column + width { erase(from: column, to: column, in: cursor.row) }
        rows[cursor.row].cells[cursor.column, filling: " "] = character
        if width > 1 { rows[cursor.row].cells[cursor.column + 1, filling: " "] = Self.rest }
        rows[cursor.row].isDirty = true
        cursor.column += width
    }

    /// Adds what takes no column to the character before it.
    private mutating func join(_ character: Character) {
        var column = cursor.column - 1
        while column >= 0, column < rows[cursor.row].cells.count, rows[cursor.row].cells[column] == Self.rest {
            column -= 1
        }
        guard column >= 0, column < rows[cursor.row].cells.count,
            rows[cursor.row].cells[column].unicodeScalars.count < Self.mostScalars
        else { return }
        let joined = String(rows[cursor.row].cells[column]) + String(character)
        guard joined.count == 1, let cell = joined.first else { return }
        rows[cursor.row].cells[column] = cell
        rows[cursor.row].isDirty = true
    }

    mutating func lineFeed(isContinuation: Bool = false) {
        guard !isAlternate else { return }
        cursor.row += 1
        if cursor.row == rows.count {
            rows.append(Row())
            rows[cursor.row].isContinuation = isContinuation
        }
        if !isRedrawing, !isContinuation { tell(upTo: cursor.row) }
        let above = top
        guard above > 0 else { return }
        tell(upTo: above)
        rows.removeFirst(above)
        rows[0].isContinuation = false
        cursor.row = max(cursor.row - above, 0)
        savedCursor.row = max(savedCursor.row - above, 0)
    }

    /// Puts the cursor into a row of the screen; rows that weren't there come into being.
    mutating func move(toRow row: Int) {
        guard !isAlternate else { return }
        if row < cursor.row { isRedrawing = true }
        if row < 0 {
            // What was above has been passed on already.
            let gone = repeatElement(Row(told: ""), count: min(-row, max(size.rows - rows.count, 0)))
            rows.insert(contentsOf: gone, at: 0)
            savedCursor.row += gone.count
        }
        let last = top + max(size.rows, 1) - 1
        cursor.row = min(max(row, 0), last)
        while rows.count <= cursor.row { rows.append(Row()) }
    }

    /// Blanks columns of a row.
    mutating func erase(from first: Int, to last: Int, in row: Int) {
        guard !isAlternate, rows.indices.contains(row) else { return }
        let end = min(last, rows[row].cells.count - 1)
        guard first <= end else { return }
        rows[row].isDirty = true
        // Of a character that is two columns wide no half remains.
        if rows[row].cells[first] == Self.rest, first > 0 { rows[row].cells[first - 1] = " " }
        if end + 1 < rows[row].cells.count, rows[row].cells[end + 1] == Self.rest { rows[row].cells[end + 1] = " " }
        for column in first...end { rows[row].cells[column] = " " }
    }

    // MARK: Telling

    /// Tells the rows before one, as far as they haven't been told as they are.
    private mutating func tell(upTo end: Int) {
        var begin = 0
        while begin < min(end, rows.count) {
            var next = begin + 1
            while next < rows.count, rows[next].isContinuation { next += 1 }
            guard next <= end || end == rows.count else { return }
            defer { begin = next }
            guard rows[begin..<next].contains(where: \.isDirty) else { continue }
            for row in begin..<next { rows[row].isDirty = false }
            let text = rows[begin..<next].dropFirst().reduce(rows[begin].text) { $0 + $1.text }
            // What was told and is blank now has been taken back, not said.
            guard rows[begin].told != text, !(text.isEmpty && rows[begin].told != nil) else { continue }
            rows[begin].told = text
            told += text.utf8
            told.append(UInt8(ascii: "\n"))
        }
    }
}

extension [Character] {
    /// A cell of a row that may be shorter.
    fileprivate subscript(column: Int, filling blank: Character) -> Character {
        get { column < count ? self[column] : blank }
        set {
            while count <= column { append(blank) }
            self[column] = newValue
        }
    }
}
