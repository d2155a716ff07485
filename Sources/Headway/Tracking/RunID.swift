#if canImport(FoundationEssentials)
package import FoundationEssentials
#else
package import Foundation
#endif

/// Ids of runs: they sort by time and are safe in a path, for example `20261122T075012345Z-3f9a1c`.
package enum RunID {
    /// Makes an id.
    ///
    /// - Parameter date: When the run began.
    package static func make(date: Date) -> String {
        let time = Timestamp.format(date).filter { $0.isNumber || $0 == "T" || $0 == "Z" }
        let random = String(UInt32.random(in: 0..<(1 << 24)), radix: 16)
        return time + "-" + String(repeating: "0", count: 6 - random.count) + random
    }
}
