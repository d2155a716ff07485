/// Bytes of a line, as long as the line is being read, and no longer.
///
/// Output is looked at byte by byte, all of it. A slice of an array would cost more than most of what is done with it.
typealias LineBytes = Slice<UnsafeBufferPointer<UInt8>>

extension LineBytes {
    /// No bytes.
    static var none: LineBytes { UnsafeBufferPointer<UInt8>(start: nil, count: 0)[...] }

    /// The first place of a text.
    func firstRange(of text: StaticString) -> Range<Int>? {
        text.withUTF8Buffer { text in
            guard let first = text.first else { return nil }
            var rest = self
            while let place = rest.firstIndex(of: first) {
                if self[place...].starts(with: text) { return place..<(place + text.count) }
                rest = self[(place + 1)...]
            }
            return nil
        }
    }
}
