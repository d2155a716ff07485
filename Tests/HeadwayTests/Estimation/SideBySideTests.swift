import Foundation
import Testing

@testable import Headway

@Suite("Estimates of phases side by side")
struct SideBySideTests {
    /// A phase of 20 s, then five rounds of three that begin together and last half a second.
    private static var rounds: [PhasePast] {
        [PhasePast(durations: [20], span: 0...20)]
            + (0..<15).map { index in
                let start = 20 + Double(index / 3) * 0.6
                let seconds = 0.45 + Double(index % 3) * 0.05
                return PhasePast(durations: [seconds], span: start...(start + seconds))
            }
    }

    @Test("Phases that begin together are as late as what they follow, once: it isn't a chance for each to be late")
    func forkJoin() throws {
        let estimator = TimeEstimator(past: Self.rounds)
        // The same time in phases that follow each other: of a round none is more than one phase long.
        let serial = TimeEstimator(
            past: [PhasePast(durations: [20])] + Array(repeating: PhasePast(durations: [0.58]), count: 5)
        )
        for (elapsed, left) in [(0.1, 22.7), (15, 7.9)] {
            let load = PhaseNow.running(elapsed: elapsed, fraction: 0, reports: 0, integral: 0)
            let made = estimator.estimate([load] + Array(repeating: .pending, count: 15), elapsed: elapsed)
            let run = try #require(made).run
            let other = serial.estimate([load] + Array(repeating: .pending, count: 5), elapsed: elapsed)
            let expected = try #require(other).run
            #expect(run.p10 < left && left < run.p90, "\(run) after \(elapsed) s")
            #expect(abs(run.p50 - expected.p50) < 0.1 * expected.p50, "\(run), not \(expected) after \(elapsed) s")
            #expect(abs(run.p90 - expected.p90) < 0.15 * expected.p90, "\(run), not \(expected) after \(elapsed) s")
        }
    }
}
