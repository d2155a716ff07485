/// A line as a command has printed it, without its end.
struct OutputLine {
    var bytes: LineBytes
    var marks: LineMarks
    /// Whether it was drawn over what was in its place: it began after a carriage return or a backspace.
    var isDrawn: Bool
    /// Whether the cursor goes on to the next row after it.
    var endsRow: Bool
}
