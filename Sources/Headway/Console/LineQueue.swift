/// Lines that wait for an output, in bounded memory.
///
/// What is too much is left out, and a line in its place says how much that is.
struct LineQueue: Sendable {
    /// A line that waits, or that stands for others.
    struct Line: Sendable, Hashable {
        /// What to show; of lines that were left out only once it is taken.
        var text: String
        /// Whether it must not be left out.
        var isEssential = false
        /// For how many lines that were left out it stands.
        var leftOut = 0

        /// What it takes while it waits, in bytes: even an empty line takes some.
        fileprivate var cost: Int { text.utf8.count + MemoryLayout<Line>.stride }
        /// How many bytes it is when it is written, at most.
        fileprivate var written: Int { text.utf8.count + 2 }
    }

    /// What waits for an output that nobody reads may take this many bytes of memory.
    static let byteLimit = 8 << 20

    /// What to say of lines that were left out: where they can be read.
    let whereabouts: String

    private var lines: [Line] = []
    private var start = 0
    private var bytes = 0
    /// Whether there was no room for a line, and there still isn't much.
    private(set) var isFull = false

    /// Makes a queue.
    ///
    /// - Parameter whereabouts: Where lines that are left out can be read; empty if nowhere.
    init(whereabouts: String = "") {
        self.whereabouts = whereabouts
    }

    var isEmpty: Bool { start == lines.count }
    var count: Int { lines.count - start }

    /// Adds a line.
    ///
    /// - Parameters:
    ///   - text: The line, safe to show.
    ///   - isEssential: Whether it must not be left out.
    mutating func append(_ text: String, isEssential: Bool = false) {
        let line = Line(text: text, isEssential: isEssential)
        if !isEssential, isFull || bytes + line.cost > Self.byteLimit {
            isFull = true
            return leaveOut(1)
        }
        bytes += line.cost
        lines.append(line)
    }

    /// Notes that lines are missing here.
    mutating func leaveOut(_ count: Int) {
        if let last = lines.indices.last, last >= start, lines[last].leftOut > 0 {
            lines[last].leftOut += count
        } else {
            lines.append(Line(text: "", leftOut: count))
        }
    }

    /// Takes the next lines.
    ///
    /// - Parameter limit: How many bytes at most, with the ends of the lines, but one line at least.
    mutating func take(bytes limit: Int = .max) -> [Line] {
        var taken = 0
        var end = start
        while end < lines.count, end == start || taken + lines[end].written <= limit {
            if lines[end].leftOut > 0 {
                lines[end].text = note(lines[end].leftOut)
            } else {
                bytes -= lines[end].cost
            }
            taken += lines[end].written
            end += 1
        }
        let result = Array(lines[start..<end])
        start = end
        // Room for a few lines only would make holes everywhere.
        if bytes < Self.byteLimit / 2 { isFull = false }
        // Not every time, as that moves all that still waits.
        if start > lines.count / 2 {
            lines.removeFirst(start)
            start = 0
        }
        return result
    }

    /// Puts lines back that were taken last and have not been written.
    mutating func putBack(_ taken: [Line]) {
        lines.replaceSubrange(..<start, with: taken)
        start = 0
        for line in taken where line.leftOut == 0 { bytes += line.cost }
    }

    /// Leaves out all that waits, but for what must not be.
    mutating func leaveOutAll() {
        let waiting = take()
        for line in waiting {
            if line.isEssential { append(line.text, isEssential: true) } else { leaveOut(max(line.leftOut, 1)) }
        }
    }

    private func note(_ count: Int) -> String {
        let what = count == 1 ? "1 line is left out" : "\(NumberText.grouped(count)) lines are left out"
        return "(\(what): this output is too slow" + (whereabouts.isEmpty ? ")" : "; \(whereabouts))")
    }
}
