/// The overall progress as a sum that is kept up to date, so that an event costs the same however many phases there are.
///
/// A phase weighs what it is expected to take. One of which that isn't known weighs as much as the mean of the others,
/// and where nothing is known all weigh the same.
///
/// The sums are whole numbers: they don't depend on the order in which phases reported, so that a state which was looked at
/// between two reports is never ahead of the next one by a rounding error.
struct PhaseWeights: Sendable {
    /// A share of one, so large that a million phases of 10⁹ seconds just have room in the sums.
    private static let whole = Double(1 << 52)
    /// Weights are whole microseconds.
    private static let unitsPerSecond = 1e6

    private var shares: [Int] = []
    private var done: Int128 = 0
    private var total: Int128 = 0
    private var usual = Int(PhaseWeights.unitsPerSecond)
    private var count = 0

    init() {}

    init(phases: [PhaseState], totalPhases: Int) {
        let known = phases.compactMap(\.expectedSeconds).map(Self.weight)
        let sum = known.reduce(Int128(0)) { $0 + Int128($1) }
        if !known.isEmpty { usual = max(Int(sum / Int128(known.count)), 1) }
        count = max(totalPhases, phases.count)
        total = sum + Int128(usual) * Int128(count - known.count)
        shares.reserveCapacity(phases.count)
    }

    /// How much of the whole is done.
    var fraction: Double { total > 0 ? Double(done) / (Double(total) * Self.whole) : 0 }

    /// Whether all of a phase has been set as done.
    func isDone(_ index: Int) -> Bool { index < shares.count && shares[index] == Int(Self.whole) }

    /// Sets how much of one phase is done.
    ///
    /// - Parameters:
    ///   - index: The phase.
    ///   - expected: What it is expected to take, in seconds.
    ///   - share: How much of it is done, 0…1.
    mutating func set(_ index: Int, expected: Double?, share: Double) {
        if index >= shares.count {
            shares.append(contentsOf: repeatElement(0, count: index + 1 - shares.count))
        }
        let share = share > 0 ? Int((min(share, 1) * Self.whole).rounded()) : 0
        done += Int128(share - shares[index]) * Int128(expected.map(Self.weight) ?? usual)
        shares[index] = share
    }

    /// Notes that the run has more phases than it had.
    mutating func add(totalPhases: Int) {
        guard totalPhases > count else { return }
        total += Int128(usual) * Int128(totalPhases - count)
        count = totalPhases
    }

    /// What a phase weighs of which it is known how many seconds it takes.
    private static func weight(_ seconds: Double) -> Int {
        max(Int((min(seconds, RunLedger.longestExpectation) * unitsPerSecond).rounded()), 1)
    }
}

extension PhaseWeights: Hashable {
    /// All are alike: they follow from the phases.
    static func == (a: PhaseWeights, b: PhaseWeights) -> Bool { true }

    func hash(into hasher: inout Hasher) {}
}
