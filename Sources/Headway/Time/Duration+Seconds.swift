extension Duration {
    /// The duration in seconds, to the microsecond: the nearest number that has few digits when it is written.
    package var inSeconds: Double { Double(inMicroseconds) / 1e6 }

    /// The duration in whole microseconds, cut off where it doesn't fit.
    package var inMicroseconds: Int64 {
        let (seconds, attoseconds) = components
        let (product, overflow) = seconds.multipliedReportingOverflow(by: 1_000_000)
        guard !overflow else { return seconds < 0 ? .min / 2 : .max / 2 }
        return product &+ attoseconds / 1_000_000_000_000
    }

    /// A duration from seconds that may be anything: not a number is zero, and too much is some thousand years.
    package static func seconds(saturating seconds: Double) -> Duration {
        guard seconds.isFinite else { return .zero }
        let microseconds = (min(max(seconds, -1e11), 1e11) * 1e6).rounded()
        return .microseconds(Int64(microseconds))
    }
}
