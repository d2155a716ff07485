import Foundation
import Headway

/// A benchmark that doesn't exist, with the durations of its phases in many runs.
struct SimulatedBenchmark {
    static let pastRuns = 10

    /// The runs, the last of which is the one to estimate.
    private let runs: [SimulatedRun]
    /// For each past run and phase, whether it is known of it.
    private let isKnown: [[Bool]]
    /// How many phases of past runs ran side by side.
    private let pastLanes: Int
    private let joins: Bool

    init(_ scenario: Scenario, _ dice: inout Dice) {
        let count = Int.random(in: scenario.phases, using: &dice)
        // What all benchmarks have comes first, so that a scenario differs in nothing but what it says.
        let scale = dice.uniform(log(10)...log(100))
        let bases = (0..<count).map { _ in scale + scenario.spread * dice.normal() }
        let sigma = dice.uniform(scenario.noise)
        let steps = (0..<count).map { _ in Int.random(in: 3...10, using: &dice) }
        var durations = (0...Self.pastRuns).map { number -> [SimulatedPhase] in
            let speed = scenario.speed * dice.normal() + scenario.drift * Double(number)
            return (0..<count).map { phase in
                SimulatedPhase(
                    duration: exp(bases[phase] + speed + sigma * dice.normal()),
                    stepTimes: (1..<steps[phase]).map { _ in dice.uniform() }.sorted(),
                    stall: dice.uniform(0...0.7)
                )
            }
        }
        var known = Array(repeating: Array(repeating: true, count: count), count: Self.pastRuns)
        var others = Dice(seed: dice.next())
        func happens(_ share: Double) -> Bool { share > 0 && others.uniform() < share }
        for phase in 0..<count {
            let isNew = happens(scenario.added)
            let isOptional = happens(scenario.skipped)
            for run in 0...Self.pastRuns {
                if happens(scenario.outliers) { durations[run][phase].duration *= 3 }
                if isOptional { durations[run][phase].isSkipped = happens(0.5) }
                if scenario.curves > 0 { durations[run][phase].bend = exp(scenario.curves * others.normal()) }
                if run < Self.pastRuns { known[run][phase] = !isNew && !happens(scenario.gaps) }
                if scenario.workloads.contains(.counted) {
                    durations[run][phase].itemTimes = SimulatedPhase.itemTimes(&others)
                }
            }
        }
        // A run in which nothing happens is none.
        for run in durations.indices where durations[run].allSatisfy(\.isSkipped) {
            durations[run][0].isSkipped = false
        }
        let (lanes, joins) = (Int.random(in: scenario.lanes, using: &others), scenario.joins)
        let pastLanes = lanes * scenario.pastLanes
        (self.pastLanes, self.joins) = (pastLanes, joins)
        runs = durations.enumerated().map { number, phases in
            SimulatedRun(phases: phases, lanes: number < Self.pastRuns ? pastLanes : lanes, joins: joins)
        }
        isKnown = known
    }

    static func name(_ phase: Int) -> String { "phase \(phase)" }

    /// The run to estimate.
    var target: SimulatedRun { runs[Self.pastRuns] }

    /// How long so many past runs took, in seconds, with the phases that they had.
    func totals(_ count: Int) -> [Double] {
        runs.prefix(count).enumerated().map { number, run in
            let phases = run.phases.indices.filter { isKnown[number][$0] }.map { run.phases[$0] }
            return SimulatedRun(phases: phases, lanes: pastLanes, joins: joins).total
        }
    }

    /// What so many past runs tell of each phase.
    func past(_ count: Int, _ workload: Workload) -> [PhasePast] {
        var history = PhaseHistory()
        for run in 0..<count {
            history.add(runs[run].past(run, workload) { isKnown[run][$0] }, of: "simulated")
        }
        return history.past(benchmark: "simulated", phases: target.phases.indices.map(Self.name))
    }
}
