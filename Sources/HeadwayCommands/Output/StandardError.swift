/// Standard error, unbuffered.
///
/// If nobody can be told, that is nobody's error.
enum StandardError {
    /// Writes a text as it is.
    static func write(_ text: String) {
        try? StandardStream.error.write(Array(text.utf8))
    }

    /// Writes a text and an end of line.
    static func print(_ text: String) { write(text + "\n") }
}
