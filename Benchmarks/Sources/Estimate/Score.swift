/// How good estimates were: their errors as shares of the duration of the run.
struct Score {
    /// An error counts as at most so many durations.
    private static let cap = 10.0

    private var errors: [Double] = []
    private var asked = 0
    private var covered = 0
    private var intervals = 0

    mutating func add(_ estimates: [Double], _ run: [Observation]) {
        guard let last = run.last else { return }
        let total = last.elapsed + last.remaining
        for (estimate, now) in zip(estimates, run) {
            asked += 1
            if estimate.isFinite { errors.append(min(abs(estimate - now.remaining) / total, Self.cap)) }
        }
    }

    mutating func add(low: Double, high: Double, _ truth: Double) {
        intervals += 1
        if low <= truth, truth <= high { covered += 1 }
    }

    /// The mean error.
    var mean: Double { errors.isEmpty ? .nan : errors.reduce(0, +) / Double(errors.count) }

    /// The error that nine of ten don't exceed.
    var p90: Double {
        guard !errors.isEmpty else { return .nan }
        let sorted = errors.sorted()
        let place = 0.9 * Double(sorted.count - 1)
        let low = Int(place)
        let high = min(low + 1, sorted.count - 1)
        return sorted[low] + (sorted[high] - sorted[low]) * (place - Double(low))
    }

    /// The share of instants with an estimate.
    var share: Double { asked == 0 ? 0 : Double(errors.count) / Double(asked) }

    /// The share of truths within the interval.
    var coverage: Double { intervals == 0 ? .nan : Double(covered) / Double(intervals) }
}
