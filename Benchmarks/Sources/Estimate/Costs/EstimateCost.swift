import Foundation
import Headway

/// What an estimate costs, for a large run with much history, beside one of a tenth as many phases.
enum EstimateCost {
    private static let limit = 1.0

    static func text() -> String {
        let (small, smallStart) = milliseconds(phases: 100)
        let (large, largeStart) = milliseconds(phases: 1_000)
        let (wide, _) = milliseconds(phases: 1_000, sideBySide: 8)
        let (known, _) = milliseconds(phases: 1_000, sideBySide: 8, knowsOrder: true)
        return String(
            format: "An estimate of 1,000 phases with 20 past runs takes %.3f ms, of 100 %.3f ms: ratio %.1f;\n"
                + "%.3f ms if 8 run side by side, and %.3f ms if they did so in the past; limit %.0f ms: %@.\nTaking the history in, once a run, takes %.1f ms and %.1f ms.",
            large,
            small,
            large / small,
            wide,
            known,
            limit,
            max(large, wide, known) < limit ? "kept" : "BROKEN",
            largeStart,
            smallStart
        )
    }

    /// The least time of several, as others use the machine too: for an estimate and for taking the history in.
    private static func milliseconds(
        phases count: Int,
        sideBySide lanes: Int = 1,
        knowsOrder: Bool = false
    ) -> (estimate: Double, start: Double) {
        var dice = Dice(seed: 7)
        let past = (0..<count).map { index -> PhasePast in
            let base = dice.uniform(1...5)
            return PhasePast(
                durations: (0..<20).map { _ in exp(base + 0.2 * dice.normal()) },
                logGammas: (0..<20).map { _ in 0.3 * dice.normal() },
                span: knowsOrder ? Double(index)...Double(index + lanes) : nil
            )
        }
        let phases = (0..<count).map { index -> PhaseNow in
            if index < count / 2 { return .completed(duration: dice.uniform(1...100), logGamma: 0) }
            if index >= count / 2 + lanes { return .pending }
            return .running(elapsed: 10, fraction: 0.3, reports: 30, integral: 1.5)
        }
        let clock = ContinuousClock()
        var estimator = TimeEstimator()
        let start = (0..<5).map { _ in clock.measure { estimator = TimeEstimator(past: past) } / .milliseconds(1) }
        var sum = 0.0
        let estimate = (0..<50).map { round in
            clock.measure { sum += estimator.estimate(phases, elapsed: Double(round + 1))?.run.point ?? 0 }
                / .milliseconds(1)
        }
        precondition(sum > 0)
        return (estimate.min() ?? 0, start.min() ?? 0)
    }
}
