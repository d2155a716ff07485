/// Cuts a stream of bytes into lines, in bounded memory however long a line is.
///
/// A carriage return ends a line too, since tools use it to draw over one.
struct LineSplitter {
    /// What a line has beyond this is dropped.
    ///
    /// One byte more is kept, so that one can see that it was.
    static let longestLine = 16 << 10

    /// Whether a byte ends a line.
    static func isEnd(_ byte: UInt8) -> Bool { byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r") }

    /// Whether a line has begun and not ended.
    var isWithinLine: Bool { !rest.isEmpty || isCut }

    private var rest: [UInt8] = []
    private var isCut = false

    /// Takes the next bytes.
    ///
    /// - Parameters:
    ///   - bytes: The bytes.
    ///   - body: Called with each line that they end, without its end.
    mutating func take(_ bytes: ArraySlice<UInt8>, _ body: (ArraySlice<UInt8>) -> Void) {
        var begin = bytes.startIndex
        while begin < bytes.endIndex {
            let tail = bytes[begin...]
            guard let end = tail.firstIndex(where: Self.isEnd) else {
                keep(tail)
                return
            }
            if rest.isEmpty, !isCut {
                body(bytes[begin..<end].prefix(Self.longestLine + 1))
            } else {
                keep(bytes[begin..<end])
                body(rest[...])
                rest.removeAll(keepingCapacity: true)
                isCut = false
            }
            begin = end + 1
        }
    }

    /// Hands out what came after the last end of a line.
    mutating func finish(_ body: (ArraySlice<UInt8>) -> Void) {
        if !rest.isEmpty { body(rest[...]) }
        rest = []
        isCut = false
    }

    private mutating func keep(_ bytes: ArraySlice<UInt8>) {
        let room = Self.longestLine + 1 - rest.count
        if bytes.count > room { isCut = true }
        rest += bytes.prefix(room)
    }
}
