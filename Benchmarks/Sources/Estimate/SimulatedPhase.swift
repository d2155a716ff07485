import Foundation

/// One phase of one simulated run.
struct SimulatedPhase {
    /// How long it takes, in seconds.
    var duration: Double
    /// When its steps happen but the last, as shares of its time, ascending, and how many there are.
    var stepTimes: [Double]
    /// When it comes to a standstill.
    var stall: Double

    /// The fraction that it has reported at a share of its time.
    func fraction(_ workload: Workload, at share: Double) -> Double {
        switch workload {
        case .smooth: return share
        case .squared: return share * share
        case .silent: return 0
        case .stalling:
            if share < stall { return share / 0.7 }
            return share < stall + 0.3 ? stall / 0.7 : (share - 0.3) / 0.7
        case .stepped:
            return Double(stepTimes.count { $0 <= share }) / Double(stepTimes.count + 1)
        }
    }

    /// The shape of its progress when it has ended: the integral of its fraction as a share of its time, how often it
    /// reported, and the last that it reported.
    func shape(_ workload: Workload) -> (mean: Double, reports: Int, last: Double) {
        let points = 200
        var sum = 0.0
        var last = 0.0
        for point in 0..<points {
            let fraction = fraction(workload, at: (Double(point) + 0.5) / Double(points))
            sum += fraction
            last = max(last, fraction)
        }
        return (sum / Double(points), workload == .stepped ? stepTimes.count : points, last)
    }
}
