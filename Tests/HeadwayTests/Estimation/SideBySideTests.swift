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

    /// A run of four phases of 4 s that need nothing of each other, so many at a time, up to some moment.
    private static func independent(atATime lanes: Int, until elapsed: Double, id: String) -> RunScript {
        var script = RunScript("j", phases: ["a", "b", "c", "d"], runID: id)
        for round in 0..<(4 / lanes) {
            let start = Double(round) * 4 + 0.02
            guard start <= elapsed else { break }
            script.elapsed = start
            for index in 0..<lanes { script.start(round * lanes + index) }
            guard start + 4 <= elapsed else { break }
            script.elapsed = start + 4
            for index in 0..<lanes { script.end(round * lanes + index) { $0.durationSeconds = 4 } }
        }
        return script
    }

    private static func left(of script: RunScript, at elapsed: Double) throws -> Double {
        var history = PhaseHistory()
        for day in 0..<3 { history.add(independent(atATime: 4, until: 100, id: "r\(day)").state) }
        var estimator = RunEstimator(history: history)
        let made = estimator.estimate(script.state, atElapsed: elapsed)
        return try #require(made).run.p50
    }

    @Test(
        "Phases that ran side by side last time and don't now are estimated as they run now",
        arguments: [(1, 1.0, 15.0), (1, 4.1, 11.9), (1, 9, 7), (1, 12.1, 3.9), (2, 1, 7), (2, 4.1, 3.9)]
    )
    func fewerAtATime(lanes: Int, elapsed: Double, left: Double) throws {
        let script = Self.independent(atATime: lanes, until: elapsed, id: "now")
        let estimate = try Self.left(of: script, at: elapsed)
        #expect(abs(estimate - left) < 0.15 * left + 0.2, "\(estimate)")
    }

    @Test("A phase that hasn't begun a moment after it should is no reason to expect another order")
    func moment() throws {
        var script = RunScript("j", phases: ["a", "b", "c", "d"], runID: "now")
        script.elapsed = 0.02
        for index in 0..<2 { script.start(index) }
        #expect(try Self.left(of: script, at: 0.1) < 5)
    }
}
