/// Reads a phase's output as it grows and says what it reveals of the phase's progress.
struct ProgressRecognizer {
    /// What is more than this, in bytes, is a flood, of which few lines are ever looked at.
    private static let flood = 64 << 10

    /// What all directives begin with.
    private static let prefix = [UInt8]("::p".utf8)

    private var splitter = LineSplitter()

    /// Takes the next bytes of the output.
    ///
    /// - Parameters:
    ///   - bytes: The bytes.
    ///   - isEveryLineWanted: Whether somebody wants every line; if not, a flood is read much faster.
    ///   - onReport: Told what they reveal, in order; of how far one thing is only the newest, with the newest message.
    ///   - onLine: Called with each line that isn't a directive, of a flood at least with the last one if it isn't.
    mutating func take(
        _ bytes: [UInt8],
        isEveryLineWanted: Bool,
        onReport: (ProgressReport) -> Void,
        onLine: (ArraySlice<UInt8>) -> Void = { _ in }
    ) {
        take(bytes, flood: isEveryLineWanted ? .max : Self.flood, onReport: onReport, onLine: onLine)
    }

    /// Takes the next bytes, with another limit to what is a flood.
    mutating func take(
        _ bytes: [UInt8],
        flood: Int,
        onReport: (ProgressReport) -> Void,
        onLine: (ArraySlice<UInt8>) -> Void = { _ in }
    ) {
        var reader = DirectiveReader()
        if bytes.count > flood {
            skim(bytes) { reader.take($0, onReport: onReport, onLine: onLine) }
        } else {
            splitter.take(bytes[...]) { reader.take($0, onReport: onReport, onLine: onLine) }
        }
        reader.finish(onReport: onReport)
    }

    /// Looks at a last line without an end.
    mutating func finish(onReport: (ProgressReport) -> Void, onLine: (ArraySlice<UInt8>) -> Void = { _ in }) {
        var reader = DirectiveReader()
        splitter.finish { reader.take($0, onReport: onReport, onLine: onLine) }
        reader.finish(onReport: onReport)
    }

    /// Splits only the line that was begun before, those that may be directives, the last whole one, and what follows it.
    private mutating func skim(_ bytes: [UInt8], _ body: (ArraySlice<UInt8>) -> Void) {
        guard let last = bytes.lastIndex(where: LineSplitter.isEnd) else { return splitter.take(bytes[...], body) }
        var begin = 0
        if splitter.isWithinLine {
            begin = (bytes.firstIndex(where: LineSplitter.isEnd) ?? last) + 1
            splitter.take(bytes[..<begin], body)
        }
        while begin <= last, let word = bytes.firstIndex(of: Self.prefix, from: begin), word <= last {
            let start = bytes[begin..<word].lastIndex(where: LineSplitter.isEnd).map { $0 + 1 } ?? begin
            let end = (bytes[word...].firstIndex(where: LineSplitter.isEnd) ?? last) + 1
            splitter.take(bytes[start..<end], body)
            begin = end
        }
        let tail = begin < last ? bytes[begin..<last].lastIndex(where: LineSplitter.isEnd).map { $0 + 1 } : nil
        splitter.take(bytes[(tail ?? begin)...], body)
    }
}
