/// How many columns and rows a terminal has.
public struct TerminalSize: Sendable, Hashable {
    /// What is assumed where nothing is known: 80×24.
    public static let standard = TerminalSize(columns: 80, rows: 24)

    /// The columns, at least 0.
    public var columns: Int
    /// The rows, at least 0.
    public var rows: Int

    /// Describes a size.
    ///
    /// Negative numbers become 0.
    ///
    /// - Parameters:
    ///   - columns: The columns.
    ///   - rows: The rows.
    public init(columns: Int, rows: Int) {
        self.columns = max(columns, 0)
        self.rows = max(rows, 0)
    }
}
