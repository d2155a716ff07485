/// What a console shows at one moment: a grid of cells.
///
/// Rows are as long as what is in them; what lies beyond is blank.
public struct Frame: Sendable, Hashable {
    /// One column of one row.
    public struct Cell: Sendable, Hashable {
        /// The character that begins here; a blank in the further columns of a wide one.
        public var character: Character
        /// How many columns the character takes; 0 in the further columns of a wide one.
        public var columns: Int
        /// How it looks.
        public var style: CellStyle
    }

    /// One row.
    public struct Row: Sendable, Hashable {
        /// The cells, one a column.
        public private(set) var cells: [Cell] = []

        /// Makes an empty row.
        public init() {}

        /// How many columns are in use.
        public var columns: Int { cells.count }

        /// Adds text, as much of it as fits.
        ///
        /// Half a wide character is never added.
        ///
        /// - Parameters:
        ///   - text: Text without control characters.
        ///   - style: How it looks.
        ///   - limit: How many columns the row may get.
        public mutating func append(_ text: String, style: CellStyle = .plain, limit: Int = .max) {
            for character in text {
                let columns = DisplayWidth.columns(of: character)
                guard columns > 0 else { continue }
                guard cells.count + columns <= limit else { return }
                append(character, columns: columns, style: style)
            }
        }

        /// Adds a character some times, as often as it fits.
        ///
        /// - Parameters:
        ///   - character: A character that isn't a control character.
        ///   - count: How often.
        ///   - style: How it looks.
        ///   - limit: How many columns the row may get.
        mutating func append(_ character: Character, count: Int, style: CellStyle, limit: Int) {
            let columns = DisplayWidth.columns(of: character)
            guard columns > 0 else { return }
            for _ in 0..<max(count, 0) where cells.count + columns <= limit {
                append(character, columns: columns, style: style)
            }
        }

        private mutating func append(_ character: Character, columns: Int, style: CellStyle) {
            cells.append(Cell(character: character, columns: columns, style: style))
            for _ in 1..<columns { cells.append(Cell(character: " ", columns: 0, style: style)) }
        }

        /// Fills the row with blanks up to a column.
        ///
        /// - Parameter column: How many columns the row has afterwards, at least.
        public mutating func pad(to column: Int) {
            while cells.count < column { cells.append(Cell(character: " ", columns: 1, style: .plain)) }
        }

        /// Removes blanks at the end.
        mutating func trim() {
            while let last = cells.last, last.character == " ", last.columns == 1 { cells.removeLast() }
        }

        /// What can be read in the row.
        public var text: String {
            var text = ""
            for cell in cells where cell.columns > 0 { text.append(cell.character) }
            return text
        }
    }

    /// The rows from top to bottom.
    public private(set) var rows: [Row] = []

    /// Makes an empty frame.
    public init() {}

    /// How many columns the longest row uses.
    public var columns: Int { rows.lazy.map(\.columns).max() ?? 0 }

    /// Adds a row at the bottom; blanks at its end are left out.
    ///
    /// - Parameter row: The row.
    public mutating func append(_ row: Row) {
        var row = row
        row.trim()
        rows.append(row)
    }

    /// What can be read in the frame, rows separated by line feeds.
    public var text: String { rows.map(\.text).joined(separator: "\n") }
}
