/// The shape of a phase's progress in two numbers, kept up to date report by report.
struct ProgressTally: Sendable {
    /// The integral of the fraction over the phase's time, each report held until the next.
    private(set) var integral: Double = 0
    /// How often the fraction rose.
    private(set) var reports = 0

    init() {}

    init(integral: Double, reports: Int) {
        self.integral = integral.isFinite ? max(integral, 0) : 0
        self.reports = max(reports, 0)
    }

    /// Notes that a fraction has held for some seconds; to the microsecond, so that the number has few digits.
    mutating func hold(_ fraction: Double, for seconds: Double) {
        guard seconds > 0, fraction > 0 else { return }
        integral = ((integral + fraction * seconds) * 1e6).rounded() / 1e6
    }

    /// Notes that the fraction has risen.
    mutating func report() {
        reports += 1
    }
}

extension ProgressTally: Hashable {
    /// All are alike: an observer that misses some reports is none the wiser, and still has the same state.
    static func == (a: ProgressTally, b: ProgressTally) -> Bool { true }

    func hash(into hasher: inout Hasher) {}
}
