#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// The time remaining by rule of three: as much again as the share that is missing took until now.
enum LinearEstimator {
    /// Below this share of the run nothing can be said.
    private static let leastFraction = 0.01
    /// How far off such an estimate usually is, as a standard deviation of its logarithm.
    private static let spread = 0.6

    /// Estimates the time remaining of a run.
    ///
    /// - Parameters:
    ///   - fraction: How far the run is, 0…1, weighted by what its phases are expected to take.
    ///   - elapsed: How long it has been going on, in seconds.
    /// - Returns: The estimate, or nothing where too little is known.
    static func remaining(fraction: Double, elapsed: Double) -> TimeEstimate? {
        guard fraction >= leastFraction, fraction < 1, elapsed > 0 else { return nil }
        let median = elapsed * (1 - fraction) / fraction
        let factor = exp(1.281_551_565_5 * spread * (1 - fraction))
        return TimeEstimate(point: median, p10: median / factor, p50: median, p90: median * factor)
    }
}
