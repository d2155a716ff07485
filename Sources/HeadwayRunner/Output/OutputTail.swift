import Headway

/// Follows the file into which a phase's command writes.
///
/// The command writes into the file itself, so Headway never slows it down, and it outlives its runner. What it has
/// appended is read from time to time.
struct OutputTail {
    /// How much is read at once.
    private static let chunk = 256 << 10
    /// How much is read in one look, so that a command that prints a flood doesn't keep its supervisor from all else.
    private static let mostAtOnce = 32 << 20

    private let file: OpenFile
    private let files: any FileSystem
    private var offset = 0

    /// Follows a file.
    ///
    /// - Parameters:
    ///   - file: The file.
    ///   - files: Where it is.
    ///   - fromEnd: Whether what is in it already is left out.
    init(file: OpenFile, files: any FileSystem, fromEnd: Bool = false) {
        self.file = file
        self.files = files
        if fromEnd { offset = (try? files.status(of: file).size) ?? 0 }
    }

    /// Reads what has been appended since the last time, or as much of it as goes into one look.
    ///
    /// - Parameters:
    ///   - isEnough: Asked from time to time whether it is enough for now.
    ///   - body: Called with the bytes, in order.
    /// - Returns: Whether there is more.
    mutating func read(until isEnough: () -> Bool = { false }, _ body: ([UInt8]) -> Void) -> Bool {
        guard let size = try? files.status(of: file).size else { return false }
        // A command that opens /dev/stderr anew cuts its own output; what comes then is new.
        if size < offset { offset = 0 }
        let end = min(size, offset + Self.mostAtOnce)
        while offset < end {
            guard let bytes = try? files.read(file, from: offset, atMost: Self.chunk), !bytes.isEmpty else {
                return false
            }
            offset += bytes.count
            body(bytes)
            if isEnough() { break }
        }
        return offset < size
    }

    /// Leaves out all but the last of what has been appended, which begins with a whole line if there is one.
    ///
    /// - Returns: How many bytes are left out.
    mutating func skip() -> Int {
        guard let size = try? files.status(of: file).size, size - Self.chunk > offset else { return 0 }
        let before = offset
        offset = size - Self.chunk
        let bytes = (try? files.read(file, from: offset, atMost: Self.chunk)) ?? []
        if let end = bytes.firstIndex(where: LineSplitter.isEnd), end < bytes.count - 1 { offset += end + 1 }
        return offset - before
    }

    /// The last lines of the file.
    ///
    /// - Parameter count: How many at most.
    func lastLines(_ count: Int) -> [String] {
        let length = 64 << 10
        guard let size = try? files.status(of: file).size,
            let bytes = try? files.read(file, from: max(size - length, 0), atMost: length)
        else { return [] }
        var lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).map { line in
            // Of a line that was drawn over, the last drawing counts.
            let drawn = line.split(separator: UInt8(ascii: "\r")).last ?? []
            return String(decoding: drawn.prefix(1_000), as: UTF8.self)
        }
        if size > length, !lines.isEmpty { lines.removeFirst() }
        while lines.last?.isEmpty == true { lines.removeLast() }
        return lines.suffix(count)
    }
}
