/// The logarithms of past durations by phase and run; not every phase ran in every run.
struct DurationGrid {
    private let columns: Int
    /// Row after row, a row for each phase; NaN where there is nothing.
    private var logs: [Double]
    /// How many durations each phase has.
    private(set) var counts: [Int]
    /// How many durations each run has.
    private(set) var runCounts: [Int]
    /// How much slower each run was than is usual, as a logarithm.
    private(set) var effects: [Double]

    /// Beyond so many standard deviations it isn't noise but another level.
    private static let levelLimit = 6.0
    /// Beyond so many it is an outlier.
    private static let outlierLimit = 5.0

    init(_ durations: [[Double?]]) {
        columns = durations.reduce(0) { max($0, $1.count) }
        logs = Array(repeating: .nan, count: durations.count * columns)
        counts = Array(repeating: 0, count: durations.count)
        runCounts = Array(repeating: 0, count: columns)
        effects = Array(repeating: 0, count: columns)
        for (phase, row) in durations.enumerated() {
            for (run, seconds) in row.enumerated() {
                guard let seconds, seconds.isFinite, seconds >= 0 else { continue }
                logs[phase * columns + run] = PlatformMath.ln(Self.sane(seconds))
                counts[phase] += 1
                runCounts[run] += 1
            }
        }
    }

    static func sane(_ seconds: Double) -> Double {
        min(max(seconds, EstimationPriors.leastSeconds), EstimationPriors.mostSeconds)
    }

    /// How many durations there are.
    var cells: Int { counts.reduce(0, +) }

    /// The runs that have a duration.
    var usedRuns: [Int] { runCounts.indices.filter { runCounts[$0] > 0 } }

    // MARK: Robustness

    /// Forgets the durations of a phase from before it changed for good, and pulls outliers in.
    ///
    /// What is usual is found by medians: each phase's, then each run's of what is left (the first step of the median
    /// polish of J. W. Tukey, "Exploratory Data Analysis", 1977); how much is noise, by the median absolute deviation.
    mutating func tame(_ priors: EstimationPriors = EstimationPriors()) {
        guard columns > 2, counts.contains(where: { $0 > 2 }) else { return }
        var usual = counts.indices.map { phase in Self.median(row(phase)) }
        var speeds = Array(repeating: 0.0, count: columns)
        for run in 0..<columns {
            let speed = Self.median(
                counts.indices.compactMap { phase in
                    let value = logs[phase * columns + run]
                    return value.isNaN ? nil : value - usual[phase]
                }
            )
            // One or two phases can't tell a slow run from a slow phase.
            let limit = runCounts[run] < 3 ? 2 * priors.speed : .infinity
            speeds[run] = min(max(speed, -limit), limit)
        }
        var deviations: [Double] = []
        deviations.reserveCapacity(logs.count)
        for phase in counts.indices {
            for run in 0..<columns {
                let value = logs[phase * columns + run]
                if !value.isNaN { deviations.append(abs(value - usual[phase] - speeds[run])) }
            }
        }
        let noise = max(1.4826 * Self.median(deviations), priors.noise)
        for phase in counts.indices where counts[phase] > 2 {
            if forget(phase, speeds, limit: Self.levelLimit * noise) { usual[phase] = Self.median(row(phase)) }
            guard counts[phase] > 2 else { continue }
            let limit = Self.outlierLimit * noise
            for run in 0..<columns {
                let place = phase * columns + run
                guard !logs[place].isNaN else { continue }
                let expected = usual[phase] + speeds[run]
                logs[place] = min(max(logs[place], expected - limit), expected + limit)
            }
        }
    }

    /// Forgets what was before a phase's duration changed for good: the two newest or more agree, and most of the older
    /// ones are far from them.
    private mutating func forget(_ phase: Int, _ speeds: [Double], limit: Double) -> Bool {
        let runs = (0..<columns).filter { !logs[phase * columns + $0].isNaN }
        func level(_ run: Int) -> Double { logs[phase * columns + run] - speeds[run] }
        guard let last = runs.last else { return false }
        let new = runs.reversed().prefix { abs(level($0) - level(last)) <= limit }.count
        let old = runs.dropLast(new)
        guard new >= 2, !old.isEmpty else { return false }
        let middle = Self.median(runs.suffix(new).map(level))
        guard Double(old.count { abs(level($0) - middle) > limit }) > 0.8 * Double(old.count) else { return false }
        for run in old {
            logs[phase * columns + run] = .nan
            counts[phase] -= 1
            runCounts[run] -= 1
        }
        return true
    }

    private func row(_ phase: Int) -> [Double] {
        logs[(phase * columns)..<((phase + 1) * columns)].filter { !$0.isNaN }
    }

    /// The median of each phase's logarithms; `nil` where there are none.
    var medians: [Double?] { counts.indices.map { counts[$0] > 0 ? Self.median(row($0)) : nil } }

    /// The median; 0 of nothing.
    static func median(_ values: [Double]) -> Double {
        guard !values.isEmpty else { return 0 }
        var values = values
        let middle = values.count / 2
        let upper = select(&values, middle)
        guard values.count.isMultiple(of: 2) else { return upper }
        // What is before the middle is not larger than it.
        return (values[..<middle].reduce(-.infinity) { max($0, $1) } + upper) / 2
    }

    /// The value that would have a place if the values were sorted, in time proportional to their number.
    ///
    /// The method is Hoare's: "Algorithm 65: find", Communications of the ACM 4 (1961), 321–322.
    private static func select(_ values: inout [Double], _ place: Int) -> Double {
        var low = 0
        var high = values.count - 1
        while low < high {
            let pivot = values[(low + high) / 2]
            var left = low
            var right = high
            while left <= right {
                while values[left] < pivot { left += 1 }
                while pivot < values[right] { right -= 1 }
                guard left <= right else { break }
                values.swapAt(left, right)
                left += 1
                right -= 1
            }
            if right < place { low = left }
            if place < left { high = right }
        }
        return values[place]
    }

    // MARK: Fitting

    /// Splits the logarithms into a mean for each phase and an effect for each run.
    ///
    /// Where every phase has every run, the means of the rows and of what is left of the columns are the least squares;
    /// else they are approached by turns.
    ///
    /// - Returns: The means; 0 where there is nothing.
    mutating func fit() -> [Double] {
        let total = cells
        let isWhole = counts.allSatisfy { $0 == 0 || $0 == usedRuns.count }
        var means = Array(repeating: 0.0, count: counts.count)
        for _ in 0..<(isWhole || total == 0 ? 1 : 12) {
            var sums = Array(repeating: 0.0, count: columns)
            for phase in counts.indices where counts[phase] > 0 {
                var sum = 0.0
                for run in 0..<columns {
                    let value = logs[phase * columns + run]
                    if !value.isNaN { sum += value - effects[run] }
                }
                means[phase] = sum / Double(counts[phase])
                for run in 0..<columns {
                    let value = logs[phase * columns + run]
                    if !value.isNaN { sums[run] += value - means[phase] }
                }
            }
            let used = usedRuns
            for run in used { effects[run] = sums[run] / Double(runCounts[run]) }
            let middle = used.reduce(0) { $0 + effects[$1] } / Double(max(used.count, 1))
            for run in used { effects[run] -= middle }
        }
        return means
    }

    /// The squares of what neither phase nor run explains.
    func residualSquares(_ means: [Double]) -> Double {
        var squares = 0.0
        for phase in counts.indices where counts[phase] > 0 {
            for run in 0..<columns {
                let value = logs[phase * columns + run]
                guard !value.isNaN else { continue }
                let rest = value - means[phase] - effects[run]
                squares += rest * rest
            }
        }
        return squares
    }
}
