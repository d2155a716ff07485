extension ConsoleText {
    /// Text in a cell of a Markdown table, in which neither Markdown nor HTML sees anything of theirs.
    package static func markdown(_ text: String) -> String {
        MarkdownSummary.escaped(text)
    }

    /// A measured time as exactly as tables of measurements have it, for example `12.3 ms` or `1.23 s`.
    package static func seconds(_ seconds: Double) -> String {
        RepetitionText.measured(seconds)
    }
}
