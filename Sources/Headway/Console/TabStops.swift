/// Turns tabs into blanks, as a terminal would.
enum TabStops {
    /// The line with blanks instead of tabs.
    ///
    /// - Parameter line: A line of text.
    /// - Returns: The line; tab stops are 8 columns apart.
    static func expanded(_ line: Substring) -> String {
        guard line.utf8.contains(UInt8(ascii: "\t")) else { return String(line) }
        var result = ""
        var column = 0
        for character in line {
            if character == "\t" {
                let blanks = 8 - column % 8
                result += String(repeating: " ", count: blanks)
                column += blanks
            } else {
                result.append(character)
                column += DisplayWidth.columns(of: character)
            }
        }
        return result
    }
}
