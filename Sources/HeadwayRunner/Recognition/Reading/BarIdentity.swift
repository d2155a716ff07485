/// What tells one drawn bar from another.
struct BarIdentity: Hashable {
    /// The row of the screen it is in.
    var row: Int
    /// How far the cursor goes up after it is drawn: a bar below another one is drawn so.
    var rowsUp: Int
    /// A number for what it is called, but for what changes in that.
    var label: UInt64
    var total: Int?

    init(line: TextLine, label: LineBytes, total: Int?) {
        row = line.row
        rowsUp = line.rowsUp
        self.label = TextShape.hash(of: label)
        self.total = total
    }

    /// Whether it may be the same bar.
    ///
    /// - Parameters:
    ///   - other: The bar as it was seen last.
    ///   - hasGoneOn: Whether it is a little further than that one was.
    func isSame(as other: BarIdentity, hasGoneOn: Bool) -> Bool {
        guard rowsUp == other.rowsUp, total == other.total else { return false }
        // A bar's label may change, and what is printed above it moves it down; but seldom both between two drawings.
        return label == other.label || row == other.row || hasGoneOn
    }
}
