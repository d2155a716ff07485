/// Words as a shell must be told them.
enum ShellQuote {
    private static let plain = Set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_./:=@%+,")

    /// A command line that has exactly these words.
    static func line(_ words: [String]) -> String {
        words.map(word).joined(separator: " ")
    }

    private static func word(_ word: String) -> String {
        if !word.isEmpty, word.allSatisfy({ plain.contains($0) }) { return word }
        return "'" + word.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''") + "'"
    }
}
