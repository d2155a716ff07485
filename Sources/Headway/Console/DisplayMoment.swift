#if canImport(FoundationEssentials)
public import FoundationEssentials
#else
public import Foundation
#endif

/// The moment that a frame shows.
public struct DisplayMoment: Sendable, Hashable {
    /// How far into the run it is, in seconds.
    public let elapsedSeconds: Double
    /// The wall clock.
    public let date: Date
    /// By how much the local time is ahead of UTC, in seconds.
    public let secondsFromGMT: Int

    /// Describes a moment.
    ///
    /// - Parameters:
    ///   - elapsedSeconds: How far into the run it is, in seconds.
    ///   - date: The wall clock.
    ///   - secondsFromGMT: By how much the local time is ahead of UTC, in seconds.
    public init(elapsedSeconds: Double, date: Date, secondsFromGMT: Int = 0) {
        self.elapsedSeconds = elapsedSeconds.isFinite ? min(max(elapsedSeconds, 0), 1e11) : 0
        self.date = date
        self.secondsFromGMT = secondsFromGMT
    }
}
