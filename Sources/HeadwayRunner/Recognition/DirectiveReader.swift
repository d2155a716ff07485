/// Sorts lines into directives and others.
struct DirectiveReader {
    /// How far the command is, not told yet.
    private var newest: ProgressDirective?

    /// Takes the next line.
    ///
    /// - Parameters:
    ///   - line: The line, without its end.
    ///   - onReport: Told what it reveals, unless something newer may follow.
    ///   - onLine: Told the line if it isn't a directive.
    mutating func take(
        _ line: ArraySlice<UInt8>,
        onReport: (ProgressReport) -> Void,
        onLine: (ArraySlice<UInt8>) -> Void
    ) {
        if let directive = ProgressDirective(line) {
            newest = directive.after(newest)
        } else if let directive = PhaseDirective(line) {
            // What was said before belongs to what was going on before.
            finish(onReport: onReport)
            onReport(.phase(directive))
        } else {
            onLine(line)
        }
    }

    /// Tells what hasn't been told.
    mutating func finish(onReport: (ProgressReport) -> Void) {
        if let newest { onReport(.progress(newest)) }
        newest = nil
    }
}
