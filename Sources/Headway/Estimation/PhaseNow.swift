/// How a phase of the run is at the moment of an estimate.
public enum PhaseNow: Sendable, Hashable {
    /// It is still to come.
    case pending
    /// It runs: for so many seconds, at this fraction (0…1), after so many reports, with this integral of the reported
    /// fraction over its seconds; and whether the fraction is a count of units.
    case running(elapsed: Double, fraction: Double, reports: Int, integral: Double, isCounted: Bool = false)
    /// It succeeded, after so many seconds, on a progress curve with this logarithm of its exponent if it reported.
    case completed(duration: Double, logGamma: Double?)
    /// It is over and tells nothing: it was skipped, or didn't succeed.
    case over
}
