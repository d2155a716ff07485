/// Cuts a stream of bytes into lines, in bounded memory however long a line is.
///
/// A carriage return and a backspace end a line too, since tools use them to draw over one.
struct LineSplitter {
    /// What a line has beyond this is dropped.
    ///
    /// One byte more is kept, so that one can see that it was.
    static let longestLine = 16 << 10

    /// Whether a byte ends a line.
    static func isEnd(_ byte: UInt8) -> Bool { LineMarks.table[Int(byte)] == LineMarks.end.rawValue }

    /// Whether a line has begun and not ended.
    var isWithinLine: Bool { !rest.isEmpty || isCut }

    private var rest: [UInt8] = []
    private var restMarks: LineMarks = []
    private var isCut = false
    private var search = TerminalText.Search()
    /// Whether the line that comes is drawn over another.
    private var isDrawn = false
    private let table = LineMarks.table

    /// Takes the next bytes.
    ///
    /// - Parameters:
    ///   - bytes: The bytes.
    ///   - body: Called with each line that they end.
    mutating func take(_ bytes: [UInt8], _ body: (OutputLine) -> Void) {
        bytes.withUnsafeBufferPointer { take($0, body) }
    }

    /// Takes the next bytes of a flood: of its lines only the first, if it had begun, those in which a word is, and the last.
    ///
    /// - Parameters:
    ///   - bytes: The bytes.
    ///   - word: The word.
    ///   - tail: How many bytes at the end are read whole.
    ///   - body: Called with each line that is read.
    mutating func skim(_ bytes: [UInt8], for word: [UInt8], whole tail: Int, _ body: (OutputLine) -> Void) {
        bytes.withUnsafeBufferPointer { bytes in
            var begin = 0
            if isWithinLine {
                let end = LineSearch.firstEnd(in: bytes[...]) ?? bytes.endIndex
                // More than this wouldn't be kept.
                let kept = min(end, Self.longestLine + 1)
                take(UnsafeBufferPointer(rebasing: bytes[..<kept]), body)
                guard end < bytes.endIndex else { return }
                begin = end + 1
                take(UnsafeBufferPointer(rebasing: bytes[end..<begin]), body)
            }
            let last = LineSearch.firstEnd(in: bytes[max(begin, bytes.count - tail)...]).map { $0 + 1 } ?? begin
            while begin < last, let found = LineSearch.first(word, in: bytes[begin..<last]) {
                let start = LineSearch.lastEnd(in: bytes[begin..<found]).map { $0 + 1 } ?? begin
                let end = (LineSearch.firstEnd(in: bytes[found...]) ?? bytes.count - 1) + 1
                take(UnsafeBufferPointer(rebasing: bytes[start..<end]), body)
                begin = end
            }
            take(UnsafeBufferPointer(rebasing: bytes[max(begin, last)...]), body)
        }
    }

    /// Hands out what came after the last end of a line.
    mutating func finish(_ body: (OutputLine) -> Void) {
        if !rest.isEmpty { handOutRest(endsRow: false, body) }
    }

    /// Shows what has begun and not ended, if anything has.
    func peek(_ body: (OutputLine) -> Void) {
        guard !rest.isEmpty else { return }
        rest.withUnsafeBufferPointer { buffer in
            body(OutputLine(bytes: buffer[...], marks: restMarks, isDrawn: isDrawn, endsRow: false))
        }
    }

    private mutating func take(_ bytes: UnsafeBufferPointer<UInt8>, _ body: (OutputLine) -> Void) {
        var begin = 0
        while begin < bytes.count {
            let (end, marks) = nextEnd(in: bytes, from: begin)
            guard end < bytes.count else {
                keep(bytes[begin...], marks)
                handOutWhatWasDrawnOver(body)
                return
            }
            let endsRow = bytes[end] == UInt8(ascii: "\n")
            if rest.isEmpty, !isCut {
                let line = bytes[begin..<min(end, begin + Self.longestLine + 1)]
                body(OutputLine(bytes: line, marks: marks, isDrawn: isDrawn, endsRow: endsRow))
            } else {
                keep(bytes[begin..<end], marks)
                handOutRest(endsRow: endsRow, body)
            }
            isDrawn = !endsRow
            begin = end + 1
        }
    }

    private mutating func handOutRest(endsRow: Bool, _ body: (OutputLine) -> Void) {
        rest.withUnsafeBufferPointer { buffer in
            body(OutputLine(bytes: buffer[...], marks: restMarks, isDrawn: isDrawn, endsRow: endsRow))
        }
        rest.removeAll(keepingCapacity: true)
        restMarks = []
        isCut = false
        search = TerminalText.Search()
    }

    private mutating func keep(_ bytes: LineBytes, _ marks: LineMarks) {
        let room = Self.longestLine + 1 - rest.count
        if bytes.count > room { isCut = true }
        rest += bytes.prefix(room)
        restMarks.formUnion(marks)
    }

    /// Ends the line where an escape sequence has moved the cursor: a bar that is drawn so may have no other end.
    private mutating func handOutWhatWasDrawnOver(_ body: (OutputLine) -> Void) {
        guard restMarks.contains(.escape) else { return }
        let place = rest.withUnsafeBufferPointer { buffer -> Int? in
            guard let place = TerminalText.endOfLastMove(in: buffer[...], &search) else { return nil }
            body(OutputLine(bytes: buffer[..<place], marks: restMarks, isDrawn: isDrawn, endsRow: false))
            return place
        }
        guard let place else { return }
        // Of a line that was cut, what comes next has been lost already.
        rest.removeSubrange(..<(isCut ? rest.count : place))
        isDrawn = true
        isCut = false
        search = TerminalText.Search()
        restMarks = rest.reduce(into: LineMarks()) { $0.formUnion(LineMarks(rawValue: table[Int($1)])) }
    }

    /// Where the next line ends, or the bytes do, and the marks of what is before.
    private func nextEnd(in bytes: UnsafeBufferPointer<UInt8>, from begin: Int) -> (end: Int, marks: LineMarks) {
        table.withUnsafeBufferPointer { table in
            var marks: UInt8 = 0
            var index = begin
            while index < bytes.count {
                let mark = table[Int(bytes[index])]
                if mark == LineMarks.end.rawValue { break }
                marks |= mark
                index += 1
            }
            return (index, LineMarks(rawValue: marks))
        }
    }
}
