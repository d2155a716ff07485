/// Which lines are worth being read by a form.
struct LineFilter {
    /// What a line must have.
    var marks: LineMarks = []
    /// With what its text may begin, after blanks; with anything if empty.
    var firstBytes: Set<UInt8> = []
    /// Whether they must be drawn over something.
    var isDrawn = false

    /// No line at all.
    static let nothing = LineFilter(LineMarks(rawValue: .max))

    init(_ marks: LineMarks = [], first: String = "") {
        self.marks = marks
        firstBytes = Set(first.utf8)
    }

    /// The same, but only for lines that are drawn over something.
    var drawn: LineFilter {
        var filter = self
        filter.isDrawn = true
        return filter
    }

    /// Numbers, and more.
    static func digits(_ marks: LineMarks = [], and first: String = "") -> LineFilter {
        LineFilter(marks.union(.digit), first: "0123456789" + first)
    }
}
