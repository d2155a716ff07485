/// Bytes on their way to an output that takes them piece by piece.
struct PendingOutput: Sendable {
    /// What is written in one go: lines first, and after them a frame or nothing.
    struct Batch: Sendable {
        var bytes: [UInt8] = []
        /// The lines in it, each of which ends with the next of its line feeds.
        var lines: [LineQueue.Line] = []
    }

    /// Where output was cut off.
    struct Cut: Sendable {
        /// The lines that were not written whole.
        var lines: [LineQueue.Line]
        /// Whether the first of them was written in part.
        var isWithinLine: Bool
        /// Whether what comes next begins a line.
        var isAtLineStart: Bool
    }

    private var batch: Batch
    private var written = 0

    init(_ batch: Batch = Batch()) {
        self.batch = batch
    }

    var isEmpty: Bool { written == batch.bytes.count }
    /// What is still to be written.
    var rest: ArraySlice<UInt8> { batch.bytes[written...] }

    /// Notes that bytes were taken.
    mutating func wrote(_ count: Int) {
        written += count
    }

    /// Adds bytes that aren't lines.
    mutating func append(_ bytes: [UInt8]) {
        batch.bytes += bytes
    }

    /// Gives up the rest, but for what ends a character or a control sequence that was begun.
    ///
    /// - Returns: Where that is.
    mutating func cut() -> Cut {
        let end = Self.boundary(in: batch.bytes, from: written)
        let kept = batch.bytes[..<end]
        let feed = UInt8(ascii: "\n")
        let missing = Array(batch.lines.dropFirst(kept.count { $0 == feed }))
        // Before the first line there may be control sequences.
        var start = kept.lastIndex(of: feed).map { $0 + 1 } ?? 0
        while start < end, [0x1B, UInt8(ascii: "\r")].contains(kept[start]) {
            start = Self.end(ofUnitAt: start, in: batch.bytes)
        }
        batch.bytes.removeSubrange(end...)
        batch.lines = []
        return Cut(
            lines: missing,
            isWithinLine: !missing.isEmpty && end > start,
            isAtLineStart: kept.last == feed
        )
    }

    /// The first place at or after another at which neither a character nor a control sequence is incomplete.
    static func boundary(in bytes: [UInt8], from place: Int) -> Int {
        var position = 0
        while position < place { position = end(ofUnitAt: position, in: bytes) }
        return min(position, bytes.count)
    }

    private static func end(ofUnitAt start: Int, in bytes: [UInt8]) -> Int {
        func end(_ place: Int, where isEnd: (UInt8) -> Bool) -> Int {
            (bytes[min(place, bytes.count)...].firstIndex(where: isEnd) ?? bytes.count - 1) + 1
        }
        if bytes[start] == UInt8(ascii: "\r"), start + 1 < bytes.count, bytes[start + 1] == UInt8(ascii: "\n") {
            return start + 2
        }
        let isContinuation = { (byte: UInt8) in byte & 0xC0 == 0x80 }
        guard bytes[start] == 0x1B else {
            return bytes[(start + 1)...].firstIndex { !isContinuation($0) } ?? bytes.count
        }
        guard start + 1 < bytes.count else { return bytes.count }
        switch bytes[start + 1] {
        case UInt8(ascii: "["): return end(start + 2) { (0x40...0x7E).contains($0) }
        // A title or the like ends with ESC \.
        case UInt8(ascii: "]"): return min(end(start + 2) { $0 == 0x1B } + 1, bytes.count)
        default: return start + 2
        }
    }
}
