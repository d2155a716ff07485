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
    }

    /// What waits for an output that nobody reads may take this much.
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
        if !isEssential, isFull || bytes + text.utf8.count > Self.byteLimit {
            isFull = true
            return leaveOut(1)
        }
        bytes += text.utf8.count
        lines.append(Line(text: text, isEssential: isEssential))
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
    /// - Parameter limit: How many bytes at most, but one line at least.
    mutating func take(bytes limit: Int = .max) -> [Line] {
        var taken = 0
        var end = start
        while end < lines.count, end == start || taken + lines[end].text.utf8.count <= limit {
            if lines[end].leftOut > 0 {
                lines[end].text = note(lines[end].leftOut)
            } else {
                bytes -= lines[end].text.utf8.count
            }
            taken += lines[end].text.utf8.count
            end += 1
        }
        let result = Array(lines[start..<end])
        start = end
        // Room for a few lines only would make holes everywhere.
        if bytes < Self.byteLimit / 2 { isFull = false }
        if start == lines.count || start > 4_096 {
            lines.removeFirst(start)
            start = 0
        }
        return result
    }

    /// Puts lines back that were taken last and have not been written.
    mutating func putBack(_ taken: [Line]) {
        lines.replaceSubrange(..<start, with: taken)
        start = 0
        for line in taken where line.leftOut == 0 { bytes += line.text.utf8.count }
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
