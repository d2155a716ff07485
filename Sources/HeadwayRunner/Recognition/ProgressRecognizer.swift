/// Reads a phase's output as it grows and says what it reveals of the phase's progress.
struct ProgressRecognizer {
    private var splitter = LineSplitter()

    /// Takes the next bytes of the output.
    ///
    /// - Parameters:
    ///   - bytes: The bytes.
    ///   - onLine: Called with each line that isn't a directive.
    /// - Returns: The newest directive in them, if there is one. The older ones don't matter any more.
    mutating func take(_ bytes: [UInt8], onLine: (ArraySlice<UInt8>) -> Void = { _ in }) -> ProgressDirective? {
        var newest: ProgressDirective?
        splitter.take(bytes) { line in
            if let directive = ProgressDirective(line) { newest = directive } else { onLine(line) }
        }
        return newest
    }

    /// Looks at a last line without an end.
    mutating func finish(onLine: (ArraySlice<UInt8>) -> Void = { _ in }) -> ProgressDirective? {
        var newest: ProgressDirective?
        splitter.finish { line in
            newest = ProgressDirective(line)
            if newest == nil { onLine(line) }
        }
        return newest
    }
}
