import Foundation

/// What a writer tells the driver through a pipe once a call has returned: 24 bytes, so that each arrives whole.
struct KillRecord {
    /// What was called.
    enum Kind: UInt8 {
        /// `benchmarkStarted`.
        case begun = 1
        /// `startPhase`.
        case started
        /// `Phase.update(completed:)`.
        case updated
        /// `Phase.complete`.
        case completed
        /// A line written by a thread that has nothing else to do, without Headway: it shows how long the machine itself
        /// kept a thread or a write waiting.
        case control
    }

    /// How many bytes a record takes.
    static let size = 24

    var kind: Kind
    var phase: Int
    var value: Int
    /// The monotonic clock after the call had returned, in nanoseconds.
    var time: UInt64

    /// The monotonic clock, which is the same one in all processes, in nanoseconds.
    static func now() -> UInt64 {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec)
    }

    /// Notes that a call has returned just now, and tells the driver.
    static func send(_ kind: Kind, phase: Int = 0, value: Int = 0) {
        let head = UInt64(kind.rawValue) << 56 | UInt64(phase)
        let words = (head, UInt64(value), now())
        withUnsafeBytes(of: words) { _ = write(STDOUT_FILENO, $0.baseAddress!, size) }
    }

    /// The whole records in what has come through a pipe.
    static func all(in data: Data) -> [KillRecord] {
        data.withUnsafeBytes { bytes in
            (0..<bytes.count / size).compactMap { place in
                let head = bytes.loadUnaligned(fromByteOffset: place * size, as: UInt64.self)
                guard let kind = Kind(rawValue: UInt8(head >> 56)) else { return nil }
                return KillRecord(
                    kind: kind,
                    phase: Int(head & 0xffff_ffff),
                    value: Int(bytes.loadUnaligned(fromByteOffset: place * size + 8, as: UInt64.self)),
                    time: bytes.loadUnaligned(fromByteOffset: place * size + 16, as: UInt64.self)
                )
            }
        }
    }
}
