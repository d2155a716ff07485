/// Takes the escape sequences out of lines, and follows which row of the screen they are drawn in.
struct TerminalText {
    /// What a line says beside its text.
    enum Finding {
        /// Text that can be seen.
        case text(TextLine)
        /// A progress report for a terminal's task bar: the sequence `OSC 9 ; 4`.
        case taskBar(fraction: Double)
    }

    private static let escape: UInt8 = 0x1B
    private static let bell: UInt8 = 0x07
    private var row = 0
    /// The text of a line without its sequences, and where it is.
    private var text: [UInt8] = []
    private var textRow = 0

    /// Reads a line.
    ///
    /// - Parameters:
    ///   - line: The line.
    ///   - body: Called with what there is in it, in order.
    mutating func read(_ line: OutputLine, _ body: (Finding) -> Void) {
        if line.marks.contains(.escape) {
            readSequences(line, body)
        } else if !line.bytes.isEmpty {
            body(.text(TextLine(text: line.bytes, marks: line.marks, isDrawn: line.isDrawn, row: row)))
        }
        if line.endsRow { row += 1 }
    }

    private mutating func readSequences(_ line: OutputLine, _ body: (Finding) -> Void) {
        text.removeAll(keepingCapacity: true)
        textRow = row
        var isDrawn = line.isDrawn
        var hasMoved = false
        var rest = line.bytes
        while let place = rest.firstIndex(of: Self.escape) {
            add(rest[..<place], line.marks, &isDrawn, &hasMoved, body)
            let sequence = Self.sequence(at: rest[place...])
            rest = rest[(sequence.end ?? rest.endIndex)...]
            switch sequence.kind {
            case .move(let rows):
                row += rows
                hasMoved = true
            case .taskBar(let fraction): body(.taskBar(fraction: fraction))
            case .other: break
            }
        }
        add(rest, line.marks, &isDrawn, &hasMoved, body)
        handOut(line.marks, isDrawn, body)
    }

    /// Adds text, after handing out what was there before the cursor went elsewhere.
    private mutating func add(
        _ bytes: LineBytes,
        _ marks: LineMarks,
        _ isDrawn: inout Bool,
        _ hasMoved: inout Bool,
        _ body: (Finding) -> Void
    ) {
        guard !bytes.isEmpty else { return }
        if hasMoved {
            handOut(marks, isDrawn, body)
            text.removeAll(keepingCapacity: true)
            isDrawn = true
            hasMoved = false
        }
        if text.isEmpty { textRow = row }
        text.append(contentsOf: bytes)
    }

    private func handOut(_ marks: LineMarks, _ isDrawn: Bool, _ body: (Finding) -> Void) {
        text.withUnsafeBufferPointer { buffer in
            let line = TextLine(
                text: buffer[...],
                marks: marks,
                isDrawn: isDrawn,
                row: textRow,
                rowsUp: max(textRow - row, 0)
            )
            if !line.text.isEmpty { body(.text(line)) }
        }
    }

    /// How far a line that grows has been searched for sequences, so that each of its bytes is looked at once.
    struct Search {
        /// Before this there are only sequences that are whole.
        fileprivate(set) var begin = 0
        /// Before this the sequence that begins there has no end.
        fileprivate(set) var unended = 0
    }

    /// After the last sequence that moves the cursor or reports to the task bar; `nil` if there is none.
    ///
    /// - Parameters:
    ///   - bytes: A line, or what there is of it.
    ///   - search: How far it has been searched; a new one for a new line.
    static func endOfLastMove(in bytes: LineBytes, _ search: inout Search) -> Int? {
        var found: Int?
        while let place = bytes[(bytes.startIndex + search.begin)...].firstIndex(of: escape) {
            search.begin = place - bytes.startIndex
            let sequence = sequence(at: bytes[place...], searched: bytes.startIndex + search.unended)
            guard let end = sequence.end else {
                // An escape may be the first of the two bytes that end it.
                search.unended = bytes.count - (bytes.last == escape ? 1 : 0)
                return found
            }
            search.begin = end - bytes.startIndex
            if case .other = sequence.kind { continue }
            found = end
        }
        search.begin = bytes.count
        return found
    }

    /// A line as it can be seen.
    static func withoutSequences(_ bytes: LineBytes) -> [UInt8] {
        var text: [UInt8] = []
        var rest = bytes
        while let place = rest.firstIndex(of: escape) {
            text += rest[..<place]
            rest = rest[(sequence(at: rest[place...]).end ?? rest.endIndex)...]
        }
        return text + rest
    }

    private enum Kind {
        /// The cursor goes elsewhere, this many rows down.
        case move(rows: Int)
        case taskBar(fraction: Double)
        case other
    }

    /// The sequence that bytes begin with.
    ///
    /// - Parameters:
    ///   - bytes: The bytes.
    ///   - place: Up to where it is known to have no end.
    /// - Returns: What it is, and where it ends; `nil` if that hasn't come.
    private static func sequence(at bytes: LineBytes, searched place: Int = 0) -> (kind: Kind, end: Int?) {
        let body = bytes.dropFirst(2)
        let unsearched = bytes[max(body.startIndex, min(place, bytes.endIndex))...]
        switch bytes.dropFirst().first {
        case UInt8(ascii: "["):
            guard let end = unsearched.firstIndex(where: { (0x40...0x7E).contains($0) }) else { return (.other, nil) }
            return (control(bytes[end], body[..<end]), end + 1)
        case UInt8(ascii: "]"):
            guard let end = unsearched.firstIndex(where: { $0 == bell || $0 == escape }) else { return (.other, nil) }
            let after = bytes[end] == bell ? end + 1 : end + 1 < bytes.endIndex ? end + 2 : nil
            return (taskBar(body[..<end]).map { .taskBar(fraction: $0) } ?? .other, after)
        case UInt8(ascii: "("), UInt8(ascii: ")"): return (.other, bytes.count < 3 ? nil : bytes.startIndex + 3)
        default: return (.other, bytes.count < 2 ? nil : bytes.startIndex + 2)
        }
    }

    private static func control(_ final: UInt8, _ parameters: LineBytes) -> Kind {
        var cursor = ByteCursor(parameters)
        let count = min(max(cursor.integer() ?? 1, 1), 1_000)
        switch final {
        case UInt8(ascii: "A"), UInt8(ascii: "F"): return .move(rows: -count)
        case UInt8(ascii: "B"), UInt8(ascii: "E"): return .move(rows: count)
        case UInt8(ascii: "G"), UInt8(ascii: "H"), UInt8(ascii: "f"): return .move(rows: 0)
        default: return .other
        }
    }

    /// How far `9;4;STATE;PERCENT` says that something is, where it says so: states 1 (normal), 2 (error), 4 (paused).
    private static func taskBar(_ body: LineBytes) -> Double? {
        var cursor = ByteCursor(body)
        guard cursor.skip("9;4;"), let state = cursor.integer(), [1, 2, 4].contains(state), cursor.skip(";"),
            let percentage = cursor.integer(), cursor.isAtEnd, percentage <= 100
        else { return nil }
        return Double(percentage) / 100
    }
}
