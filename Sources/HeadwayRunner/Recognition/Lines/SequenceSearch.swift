#if canImport(Darwin)
import Darwin
#elseif canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#endif

extension [UInt8] {
    /// The first place of a sequence of bytes at or after an index, found fast where its first byte is rare.
    func firstIndex(of sequence: [UInt8], from index: Int) -> Int? {
        guard let first = sequence.first else { return nil }
        return withUnsafeBytes { buffer in
            guard let base = buffer.baseAddress else { return nil }
            var index = index
            while buffer.count - index >= sequence.count {
                guard let found = memchr(base + index, Int32(first), buffer.count - index) else { return nil }
                index = UnsafeRawPointer(found) - base
                guard buffer.count - index >= sequence.count else { return nil }
                if memcmp(found, sequence, sequence.count) == 0 { return index }
                index += 1
            }
            return nil
        }
    }
}
