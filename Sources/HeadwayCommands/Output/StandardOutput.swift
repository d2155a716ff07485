/// Standard output, unbuffered.
enum StandardOutput {
    /// Writes bytes as they are.
    ///
    /// - Throws: A ``StreamError``.
    static func write(_ bytes: [UInt8]) throws(StreamError) {
        try StandardStream.output.write(bytes)
    }

    /// Writes a text and an end of line.
    ///
    /// - Throws: A ``StreamError``.
    static func print(_ text: String) throws(StreamError) {
        try write(Array((text + "\n").utf8))
    }
}
