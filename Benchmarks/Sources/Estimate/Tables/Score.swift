import Headway

/// How good the estimates of one rule were.
struct Score {
    private var errors: [Double] = []
    private var asked = 0
    private var covered = 0
    private var intervals = 0

    /// Takes the estimates of a run.
    ///
    /// - Parameter errors: Their errors as shares of the duration of the run; `nil` where there was no estimate.
    mutating func add(_ errors: [Double?]) {
        asked += errors.count
        self.errors += errors.compactMap { $0 }
    }

    mutating func add(_ estimate: TimeEstimate, _ truth: Double) {
        intervals += 1
        if estimate.p10 <= truth, truth <= estimate.p90 { covered += 1 }
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

    /// The share of truths within the interval; `nil` where no interval was given.
    var coverage: Double? { intervals == 0 ? nil : Double(covered) / Double(intervals) }
}
