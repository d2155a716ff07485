#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif
#if canImport(Darwin)
import Darwin
#elseif canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#endif

/// The machine's time zone, which FoundationEssentials doesn't know on Linux.
enum LocalTime {
    /// By how much local time is ahead of UTC at a moment.
    ///
    /// - Parameter date: The moment.
    /// - Returns: The difference in seconds; 0 where it isn't known.
    static func secondsFromGMT(at date: Date) -> Int {
        let seconds = date.timeIntervalSince1970
        guard seconds.isFinite, abs(seconds) < 1e11 else { return 0 }
        var time = time_t(seconds)
        var local = tm()
        guard localtime_r(&time, &local) != nil else { return 0 }
        return local.tm_gmtoff
    }
}
