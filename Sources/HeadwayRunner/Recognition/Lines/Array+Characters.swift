extension [UInt8] {
    /// Drops what is beyond a number of bytes, and a character that would be cut there.
    mutating func cutCharacters(after count: Int) {
        guard self.count > count else { return }
        var end = count
        // What isn't the first byte of a character begins with these two bits.
        while end > 0, self[end] & 0xC0 == 0x80 { end -= 1 }
        removeSubrange(end...)
    }
}
