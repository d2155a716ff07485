/// Headway's estimates beside those of another rule, at exactly the instants at which the other gives one.
struct PairedScore {
    private var ours: [Double] = []
    private var theirs: [Double] = []

    /// Takes the estimates of a run.
    ///
    /// - Parameters:
    ///   - ours: Headway's errors; `nil` where there was no estimate.
    ///   - theirs: The other rule's, likewise.
    mutating func add(_ ours: [Double?], _ theirs: [Double?]) {
        let pairs = zip(ours, theirs).compactMap { ours, theirs in ours.flatMap { ours in theirs.map { (ours, $0) } } }
        guard !pairs.isEmpty else { return }
        self.ours.append(pairs.reduce(0) { $0 + $1.0 } / Double(pairs.count))
        self.theirs.append(pairs.reduce(0) { $0 + $1.1 } / Double(pairs.count))
    }

    /// Headway's mean error, each benchmark counting alike.
    var ourMean: Double { Self.mean(ours) }
    /// The other rule's.
    var theirMean: Double { Self.mean(theirs) }
    /// How much smaller ours is.
    var lead: Double { theirMean - ourMean }

    /// The standard error of that, as benchmarks differ.
    var standardError: Double {
        let leads = zip(theirs, ours).map { $0 - $1 }
        let mean = Self.mean(leads)
        let squares = leads.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
        let count = Double(leads.count)
        return (squares / max(count - 1, 1) / count).squareRoot()
    }

    private static func mean(_ values: [Double]) -> Double {
        values.isEmpty ? .nan : values.reduce(0, +) / Double(values.count)
    }
}
