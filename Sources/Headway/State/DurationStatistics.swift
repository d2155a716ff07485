/// What several durations of the same thing have in common, such as those of a repeated phase.
public struct DurationStatistics: Sendable, Hashable {
    /// How many there are.
    public let count: Int
    /// The shortest, in seconds.
    public let minimum: Double
    /// The one in the middle, in seconds; of an even number the mean of the two in the middle.
    public let median: Double
    /// The mean, in seconds.
    public let mean: Double
    /// The sample standard deviation, in seconds: √(Σ(x − mean)² ÷ (n − 1)); 0 of a single one.
    public let standardDeviation: Double
    /// The longest, in seconds.
    public let maximum: Double

    /// Sums durations up.
    ///
    /// - Parameter seconds: The durations; what is not a finite number is left out. `nil` is returned if nothing is left.
    public init?(_ seconds: [Double]) {
        let sorted = seconds.filter(\.isFinite).sorted()
        guard let first = sorted.first, let last = sorted.last else { return nil }
        count = sorted.count
        minimum = first
        maximum = last
        let middle = count / 2
        median = count.isMultiple(of: 2) ? (sorted[middle - 1] + sorted[middle]) / 2 : sorted[middle]
        let mean = sorted.reduce(0, +) / Double(count)
        self.mean = mean
        let squares = sorted.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
        standardDeviation = count > 1 ? (squares / Double(count - 1)).squareRoot() : 0
    }
}

extension PhaseState {
    /// What the repetitions of a repeated phase have in common; `nil` if it wasn't repeated.
    public var repetitions: DurationStatistics? { repetitionSeconds.flatMap { DurationStatistics($0) } }
}
