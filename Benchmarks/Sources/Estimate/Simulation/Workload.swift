/// How the phases of a simulated benchmark report.
enum Workload: String, CaseIterable {
    /// Evenly, at every instant.
    case smooth
    /// In 3 to 10 steps at random times.
    case stepped
    /// Evenly, but for 30 % of the time at a standstill.
    case stalling
    /// As the square of the time.
    case squared
    /// Never.
    case silent
    /// As a count of 20 to 300 items, which differ log-normally (σ = 0.6) in how long they take, on a curve of its own.
    case counted
    /// As a count of items that all take as long.
    case countedEvenly = "counted, evenly"
    /// As a count that comes to a standstill for 30 % of the time.
    case countedStalling = "counted, stalling"

    /// Those that every rule is compared over.
    static let table: [Workload] = [.smooth, .stepped, .stalling, .squared, .silent]

    /// Whether the fraction is known to be a count.
    var isCounted: Bool { [.counted, .countedEvenly, .countedStalling].contains(self) }
}
