/// cargo on a terminal: `    Building [=====>      ] 12/345: serde, syn`.
struct CargoForm: ProgressForm {
    let name = ProgressFormName.cargo
    let filter = LineFilter([.bracket, .slash, .digit], first: "BCDU")
    /// Whether building is only talked about, since tests follow.
    let onlyTests: Bool

    func read(_ line: TextLine) -> ProgressReport? {
        var cursor = ByteCursor(line.text)
        cursor.skipBlanks()
        guard cursor.word() != nil, cursor.skip("[") else { return nil }
        cursor.skip { $0 == UInt8(ascii: "=") || $0 == UInt8(ascii: ">") || $0 == UInt8(ascii: " ") }
        guard cursor.skip("] "), let ratio = cursor.ratio() else { return nil }
        _ = cursor.skip(":")
        cursor.skipBlanks()
        return ProgressReport(onlyTests ? nil : .count(ratio.completed, of: ratio.total), message: cursor.rest)
    }
}
