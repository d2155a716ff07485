/// Reads a phase's output as it grows and says what it reveals of the phase's progress.
struct ProgressRecognizer {
    private var splitter = LineSplitter()

    /// Takes the next bytes of the output.
    ///
    /// - Parameters:
    ///   - bytes: The bytes.
    ///   - onLine: Called with each line that isn't a directive. Without it a flood of output is read much faster.
    /// - Returns: The newest directive in them, if there is one, with the newest message. The older ones don't matter any
    ///   more.
    mutating func take(_ bytes: [UInt8], onLine: ((ArraySlice<UInt8>) -> Void)? = nil) -> ProgressDirective? {
        var newest: ProgressDirective?
        let note: (ArraySlice<UInt8>) -> Void = { line in
            if let directive = ProgressDirective(line) {
                newest = directive.after(newest)
            } else {
                onLine?(line)
            }
        }
        if onLine == nil {
            takeCandidates(bytes, note)
        } else {
            splitter.take(bytes[...], note)
        }
        return newest
    }

    /// Looks at a last line without an end.
    mutating func finish(onLine: ((ArraySlice<UInt8>) -> Void)? = nil) -> ProgressDirective? {
        var newest: ProgressDirective?
        splitter.finish { line in
            newest = ProgressDirective(line)
            if newest == nil { onLine?(line) }
        }
        return newest
    }

    /// Splits only what may hold a directive: the line that was begun before, lines with its first word, and the last one.
    private mutating func takeCandidates(_ bytes: [UInt8], _ note: (ArraySlice<UInt8>) -> Void) {
        guard let last = bytes.lastIndex(where: LineSplitter.isEnd) else { return splitter.take(bytes[...], note) }
        var begin = 0
        if splitter.isWithinLine {
            begin = (bytes.firstIndex(where: LineSplitter.isEnd) ?? last) + 1
            splitter.take(bytes[..<begin], note)
        }
        while begin <= last, let word = bytes.firstIndex(of: ProgressDirective.prefix, from: begin), word <= last {
            let start = bytes[begin..<word].lastIndex(where: LineSplitter.isEnd).map { $0 + 1 } ?? begin
            let end = (bytes[word...].firstIndex(where: LineSplitter.isEnd) ?? last) + 1
            splitter.take(bytes[start..<end], note)
            begin = end
        }
        splitter.take(bytes[(last + 1)...], note)
    }
}
