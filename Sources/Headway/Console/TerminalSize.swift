/// How many columns and rows a terminal has.
public struct TerminalSize: Sendable, Hashable {
    /// What is assumed where nothing is known: 80×24.
    public static let standard = TerminalSize(columns: 80, rows: 24)

    private static let limit = 100_000

    /// The columns, at least 0.
    public let columns: Int
    /// The rows, at least 0.
    public let rows: Int

    /// Describes a size.
    ///
    /// Negative numbers become 0.
    ///
    /// - Parameters:
    ///   - columns: The columns.
    ///   - rows: The rows.
    public init(columns: Int, rows: Int) {
        self.columns = min(max(columns, 0), Self.limit)
        self.rows = min(max(rows, 0), Self.limit)
    }
}
