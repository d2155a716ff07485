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
}
