import Headway

/// A log that may not grow beyond a limit: it keeps its head and its tail, and says how much is left out between them.
///
/// Of a flood only what may remain is written down, so that it costs little.
struct CappedLog {
    /// No limit is smaller than this, in bytes.
    static let least = 4 << 10
    /// No tail need be longer than this, in bytes: it passes through memory.
    private static let longestTail = 16 << 20
    /// Room for the words about what is left out, in bytes.
    private static let wordsLength = 128

    private let file: OpenFile
    private let files: any FileSystem
    private let limit: Int
    /// How much remains at the end, at least, when the log has become too long.
    private let tail: Int
    /// How long the file is.
    private var size = 0
    /// How long the part of the file is that remains, once something was left out.
    private var head: Int?
    /// Where the tail begins, behind the words about what is left out.
    private var tailStart = 0
    private var leftOut = 0
    /// What has come and isn't written yet.
    private var waiting: [UInt8] = []
    /// Why something couldn't be written, and how much that was.
    private(set) var failure: (error: FileError, count: Int)?
    /// Whether something is left out before what is waiting.
    private var isGapWaiting = false

    /// - Parameters:
    ///   - file: The log, empty and opened for appending.
    ///   - files: Where it is.
    ///   - limit: How long it may get, in bytes; no limit if `nil`.
    init(file: OpenFile, files: any FileSystem, limit: Int?) {
        self.file = file
        self.files = files
        self.limit = limit.map { max($0, Self.least) } ?? .max
        tail = min(self.limit / 4, Self.longestTail)
    }

    /// Takes the next bytes, and writes them as long as there is room.
    mutating func append(_ bytes: [UInt8]) {
        if head == nil, waiting.isEmpty, bytes.count <= limit - size { return write(bytes) }
        let room = head == nil && waiting.isEmpty ? min(max(limit / 2 - size, 0), bytes.count) : 0
        if room > 0 { write(Array(bytes[..<room])) }
        waiting += bytes[room...]
        // Shortened only when it has become twice as long as it may be, so that each byte is moved once.
        guard waiting.count > 2 * tail else { return }
        guard waiting.count > limit - size else { return flush() }
        leftOut += waiting.count - tail
        waiting.removeFirst(waiting.count - tail)
        isGapWaiting = true
    }

    /// Writes down what is waiting.
    mutating func flush() {
        guard !waiting.isEmpty else { return }
        if isGapWaiting || waiting.count > limit - size { shorten() }
        write(waiting)
        waiting = []
    }

    private mutating func write(_ bytes: [UInt8]) {
        let (count, error) = files.write(bytes, to: file)
        size += count
        if let error { failure = (failure?.error ?? error, (failure?.count ?? 0) + bytes.count - count) }
    }

    /// Takes the middle out of the file, and writes down how much that was.
    private mutating func shorten() {
        let head = head ?? endOfHead
        if self.head == nil { (self.head, tailStart) = (head, head) }
        let kept = isGapWaiting ? 0 : min(max(tail - waiting.count, 0), size - tailStart)
        isGapWaiting = false
        var rest = kept > 0 ? (try? files.read(file, from: size - kept, atMost: kept)) ?? [] : []
        leftOut += size - tailStart - rest.count
        rest += waiting
        // The tail begins with a whole line, if there is one soon.
        if let end = rest.prefix(4_096).firstIndex(of: UInt8(ascii: "\n")), end + 1 < rest.count {
            leftOut += end + 1
            rest.removeFirst(end + 1)
        }
        guard (try? files.truncate(file, to: head)) != nil else { return }
        let words = "[… \(SizeText.format(leftOut)) left out: this log may have \(SizeText.format(limit))]\n"
        size = head
        write(Array(words.utf8))
        tailStart = size
        waiting = rest
    }

    /// The end of the last line that fits into half of the limit.
    private var endOfHead: Int {
        let half = min(limit / 2 - Self.wordsLength, size)
        let begin = max(half - 4_096, 0)
        guard let bytes = try? files.read(file, from: begin, atMost: half - begin),
            let end = bytes.lastIndex(of: UInt8(ascii: "\n"))
        else { return half }
        return begin + end + 1
    }
}
