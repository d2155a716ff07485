/// The overall progress as a sum that is kept up to date, so that an event costs the same however many phases there are.
///
/// A phase weighs what it is expected to take. One of which that isn't known weighs as much as the mean of the others,
/// and where nothing is known all weigh the same.
struct PhaseWeights: Sendable {
    private var shares: [Double] = []
    private var done: Double = 0
    private var total: Double = 0
    private var usual: Double = 1
    private var count = 0

    init() {}

    init(phases: [PhaseState], totalPhases: Int) {
        let known = phases.compactMap(\.expectedSeconds)
        usual = known.isEmpty ? 1 : known.reduce(0, +) / Double(known.count)
        count = max(totalPhases, phases.count)
        total = known.reduce(0, +) + usual * Double(count - known.count)
        shares.reserveCapacity(phases.count)
    }

    /// How much of the whole is done.
    var fraction: Double { total > 0 && done.isFinite ? done / total : 0 }

    /// Whether all of a phase has been set as done.
    func isDone(_ index: Int) -> Bool { index < shares.count && shares[index] == 1 }

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
        done += (share - shares[index]) * (expected ?? usual)
        shares[index] = share
    }

    /// Notes that the run has more phases than it had.
    mutating func add(totalPhases: Int) {
        guard totalPhases > count else { return }
        total += usual * Double(totalPhases - count)
        count = totalPhases
    }
}

extension PhaseWeights: Hashable {
    /// All are alike: they follow from the phases, up to the order in which numbers were added.
    static func == (a: PhaseWeights, b: PhaseWeights) -> Bool { true }

    func hash(into hasher: inout Hasher) {}
}
