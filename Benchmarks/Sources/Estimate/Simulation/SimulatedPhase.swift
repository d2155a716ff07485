import Foundation

/// One phase of one simulated run.
struct SimulatedPhase {
    /// How long it takes, in seconds.
    var duration: Double
    /// When its steps happen but the last, as shares of its time, ascending.
    var stepTimes: [Double]
    /// When its items are done, likewise; empty where nothing is counted.
    var itemTimes: [Double] = []
    /// When it comes to a standstill.
    var stall: Double
    /// The exponent of its progress curve in this run, by what it usually is.
    var bend = 1.0
    /// Whether the run leaves it out.
    var isSkipped = false

    /// The fraction that it has reported at a share of its time.
    func fraction(_ workload: Workload, at share: Double) -> Double {
        switch workload {
        case .smooth: return pow(share, bend)
        case .countedEvenly: return share
        case .squared: return pow(share, 2 * bend)
        case .silent: return 0
        case .stalling, .countedStalling:
            if share < stall { return share / 0.7 }
            return share < stall + 0.3 ? stall / 0.7 : (share - 0.3) / 0.7
        case .stepped: return Self.fraction(of: stepTimes, at: share)
        case .counted: return Self.fraction(of: itemTimes, at: share)
        }
    }

    /// The share of what is done by then; the last comes at the end.
    private static func fraction(of times: [Double], at share: Double) -> Double {
        var low = 0
        var high = times.count
        while low < high {
            let middle = (low + high) / 2
            if times[middle] <= share { low = middle + 1 } else { high = middle }
        }
        return Double(low) / Double(times.count + 1)
    }

    /// The shape of its progress when it has ended: the integral of its fraction as a share of its time, how often it
    /// reported, and the last that it reported.
    func shape(_ workload: Workload) -> (mean: Double, reports: Int, last: Double) {
        let points = 200
        var sum = 0.0
        var last = 0.0
        var reports = 0
        for point in 0..<points {
            let fraction = fraction(workload, at: (Double(point) + 0.5) / Double(points))
            sum += fraction
            if fraction > last { reports += 1 }
            last = max(last, fraction)
        }
        switch workload {
        case .stepped: reports = stepTimes.count
        case .counted: break
        default: reports = points
        }
        return (sum / Double(points), reports, last)
    }

    /// The times of items that differ in how long they take, and get slower or faster on the way.
    static func itemTimes(_ dice: inout Dice) -> [Double] {
        let count = Int(exp(dice.uniform(log(20)...log(300))))
        let power = exp(-0.15 * dice.normal())
        var sum = 0.0
        let ends = (0..<count).map { item -> Double in
            sum += exp(0.6 * dice.normal()) * pow((Double(item) + 0.5) / Double(count), power - 1)
            return sum
        }
        return ends.dropLast().map { $0 / sum }
    }
}
