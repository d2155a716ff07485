/// What simulated benchmarks are like, beside how their phases report.
struct Scenario {
    var name: String
    /// How many phases there are.
    var phases = 5...12
    /// How much they differ in duration: σ of the logarithms.
    var spread = 1.0
    /// How much a phase varies from run to run, and how much the speed of the whole run does: σ of the logarithms.
    var noise = 0.1...0.3
    var speed = 0.15
    /// How much slower each run is than the one before, as a logarithm.
    var drift = 0.0
    /// The share of durations that are three times as long as they should be.
    var outliers = 0.0
    /// The share of phases that no past run has.
    var added = 0.0
    /// The share of a phase's past runs in which it didn't succeed.
    var gaps = 0.0
    /// The share of phases that only every other run has; the others skip them.
    var skipped = 0.0
    /// How many phases run side by side.
    var lanes = 1...1
    /// How many times as many did so in past runs.
    var pastLanes = 1
    /// Whether those that run side by side wait for each other before the next ones begin.
    var joins = false
    /// How much the exponent of a phase's progress curve varies from run to run, where it is smooth: σ of its logarithm.
    var curves = 0.0
    var workloads = Workload.table

    /// What all rules are compared on.
    static let main = Scenario(name: "as in the table above")

    /// Where the estimator's assumptions are wrong, or put to the test.
    static let others = [
        Scenario(name: "phases all alike", spread: 0.1),
        Scenario(name: "phases very unlike", spread: 1.5),
        Scenario(name: "a quiet machine", noise: 0.02...0.05, speed: 0.02),
        Scenario(name: "a noisy machine", noise: 0.5...0.5, speed: 0.4),
        Scenario(name: "one duration of 20 is 3 times as long", outliers: 0.05),
        Scenario(name: "each run 3 % slower", drift: 0.03),
        Scenario(name: "a third of the phases new", added: 0.33),
        Scenario(name: "two of five past phases missing", gaps: 0.4),
        Scenario(name: "a third of the phases skipped by half of the runs", skipped: 0.33),
        Scenario(name: "2 or 3 phases side by side", lanes: 2...3),
        Scenario(name: "1 or 2 phases at a time, and twice as many before", lanes: 1...2, pastLanes: 2),
        Scenario(name: "2 to 4 phases side by side, again and again", phases: 8...24, lanes: 2...4, joins: true),
        Scenario(name: "curves that differ from run to run", curves: 0.3, workloads: [.smooth, .squared]),
        Scenario(name: "2 or 3 phases", phases: 2...3),
        Scenario(name: "20 to 30 phases", phases: 20...30),
        Scenario(name: "one phase", phases: 1...1),
        Scenario(name: "phases that count", workloads: [.counted]),
        Scenario(name: "one phase that counts", phases: 1...1, workloads: [.counted]),
        Scenario(name: "one phase that counts evenly", phases: 1...1, workloads: [.countedEvenly]),
        Scenario(name: "one phase that counts and stalls", phases: 1...1, workloads: [.countedStalling]),
    ]
}
