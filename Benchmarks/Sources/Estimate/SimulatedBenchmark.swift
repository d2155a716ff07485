import Foundation

/// A benchmark that doesn't exist, with the durations of its phases in many runs.
///
/// 5 to 12 phases differ log-normally (σ = 1) in duration around 10 to 100 s; from run to run a phase varies by
/// σ = 0.1 to 0.3, and the speed of the whole run by 0.15.
struct SimulatedBenchmark {
    static let pastRuns = 10

    /// The phases of each run; the last run is the one to estimate.
    let runs: [[SimulatedPhase]]

    init(_ dice: inout Dice) {
        let count = Int.random(in: 5...12, using: &dice)
        let scale = dice.uniform(log(10)...log(100))
        let bases = (0..<count).map { _ in scale + dice.normal() }
        let sigma = dice.uniform(0.1...0.3)
        let steps = (0..<count).map { _ in Int.random(in: 3...10, using: &dice) }
        runs = (0...Self.pastRuns).map { _ in
            let speed = 0.15 * dice.normal()
            return (0..<count).map { phase in
                SimulatedPhase(
                    duration: exp(bases[phase] + speed + sigma * dice.normal()),
                    stepTimes: (1..<steps[phase]).map { _ in dice.uniform() }.sorted(),
                    stall: dice.uniform(0...0.7)
                )
            }
        }
    }

    /// The run to estimate.
    var target: [SimulatedPhase] { runs[Self.pastRuns] }

    /// The first so many past runs.
    func past(_ count: Int) -> [[SimulatedPhase]] { Array(runs.prefix(count)) }
}
