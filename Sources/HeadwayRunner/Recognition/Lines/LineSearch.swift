#if canImport(Darwin)
import Darwin
#elseif canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#endif

/// Finds ends of lines and words in much output, as fast as memory can be read where they are rare.
enum LineSearch {
    private static let ends = [UInt8(ascii: "\n"), UInt8(ascii: "\r"), 8]

    /// Where the first line ends.
    static func firstEnd(in bytes: LineBytes) -> Int? {
        var found: Int?
        for end in ends { found = first(end, in: bytes[..<(found ?? bytes.endIndex)]) ?? found }
        return found
    }

    /// Where the last line that has an end ends.
    static func lastEnd(in bytes: LineBytes) -> Int? {
        bytes.lastIndex(where: LineSplitter.isEnd)
    }

    /// Where a word begins.
    ///
    /// - Parameters:
    ///   - word: The word, of at least two bytes.
    ///   - bytes: What it is looked for in.
    static func first(_ word: [UInt8], in bytes: LineBytes) -> Int? {
        var rest = bytes
        while rest.count >= word.count, let place = first(word[0], in: rest) {
            // Most often it fails here: the first byte alone is no rare one.
            if place + word.count <= bytes.endIndex, bytes[place + 1] == word[1],
                bytes[place..<(place + word.count)].elementsEqual(word)
            {
                return place
            }
            rest = bytes[(place + 1)...]
        }
        return nil
    }

    private static func first(_ byte: UInt8, in bytes: LineBytes) -> Int? {
        guard let base = bytes.base.baseAddress, !bytes.isEmpty,
            let found = memchr(base + bytes.startIndex, Int32(byte), bytes.count)
        else { return nil }
        return UnsafeRawPointer(found) - UnsafeRawPointer(base)
    }
}
