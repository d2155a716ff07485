#if canImport(Darwin)
import Darwin
#elseif canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#endif

extension [UInt8] {
    /// The first place of a byte at or after an index, found as fast as memory can be read.
    package func firstIndex(of byte: UInt8, from index: Int) -> Int? {
        guard index < count else { return nil }
        return withUnsafeBytes { buffer in
            guard let base = buffer.baseAddress, let found = memchr(base + index, Int32(byte), count - index) else {
                return nil
            }
            return UnsafeRawPointer(found) - base
        }
    }
}
