/// cargo on a terminal: `    Building [=====>      ] 12/345: serde, syn`.
struct CargoForm: ProgressForm {
    let name = ProgressFormName.cargo
    let filter = LineFilter(.slash, first: "BCDUR")
    let isBuild = true
    /// Whether the command names cargo, so that what it says of what it runs is believed.
    let isNamed: Bool

    func read(_ line: TextLine) -> ProgressReport? {
        var cursor = ByteCursor(line.text)
        cursor.skipBlanks()
        let words = cursor.rest
        guard let verb = cursor.word() else { return nil }
        if isNamed, verb.elementsEqual("Running".utf8) { return ProgressReport(nil, message: words) }
        guard cursor.skip("[") else { return nil }
        cursor.skip { $0 == UInt8(ascii: "=") || $0 == UInt8(ascii: ">") || $0 == UInt8(ascii: " ") }
        guard cursor.skip("] "), let ratio = cursor.ratio() else { return nil }
        _ = cursor.skip(":")
        cursor.skipBlanks()
        return ProgressReport(.count(ratio.completed, of: ratio.total), message: cursor.rest)
    }
}
