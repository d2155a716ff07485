/// Reads a phase's output as it grows and says what it reveals of the phase's progress.
struct ProgressRecognizer {
    private var splitter = LineSplitter()

    /// Takes the next bytes of the output.
    ///
    /// - Returns: The newest directive in them, if there is one. The older ones don't matter any more.
    mutating func take(_ bytes: [UInt8]) -> ProgressDirective? {
        var newest: ProgressDirective?
        splitter.take(bytes) { line in
            if let directive = ProgressDirective(line) { newest = directive }
        }
        return newest
    }

    /// Looks at a last line without an end.
    mutating func finish() -> ProgressDirective? {
        var newest: ProgressDirective?
        splitter.finish { newest = ProgressDirective($0) }
        return newest
    }
}
