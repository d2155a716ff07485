/// A line as a person sees it: without escape sequences, and with its place on the screen.
struct TextLine {
    /// The text, without blanks at its end.
    var text: LineBytes
    var marks: LineMarks
    /// Whether it was drawn over what was in its place.
    var isDrawn: Bool
    /// In which row it is, counted from where the output began.
    var row: Int
    /// How many rows the cursor goes up after it: more than none if it belongs to a bar below the main one.
    var rowsUp = 0

    init(text: LineBytes, marks: LineMarks, isDrawn: Bool, row: Int, rowsUp: Int = 0) {
        var end = text.endIndex
        while end > text.startIndex, text[end - 1] == UInt8(ascii: " ") { end -= 1 }
        self.text = text[text.startIndex..<end]
        self.marks = marks
        self.isDrawn = isDrawn
        self.row = row
        self.rowsUp = rowsUp
    }
}
