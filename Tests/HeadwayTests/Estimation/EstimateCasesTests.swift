import Foundation
import Testing

@testable import Headway

@Suite("Estimates beyond one phase after the other")
struct EstimateCasesTests {
    private func silent(_ seconds: Double) -> PhaseNow {
        .running(elapsed: seconds, fraction: 0, reports: 0, integral: 0)
    }

    private func past(_ seconds: Double, span: ClosedRange<Double>? = nil) -> PhasePast {
        PhasePast(durations: Array(repeating: seconds, count: 10), span: span)
    }

    @Test("Of phases that run side by side the longest counts, not the sum")
    func parallel() throws {
        let estimator = TimeEstimator(past: [past(100), past(40), past(20)])
        let all = try #require(estimator.estimate(Array(repeating: silent(1), count: 3), elapsed: 1)).run
        #expect(all.p50 > 80 && all.p50 < 125)
        let alone = try #require(TimeEstimator(past: [past(100)]).estimate([silent(1)], elapsed: 1)).run
        #expect(abs(all.p50 - alone.p50) < 10)
    }

    @Test("Phases overlap as they did last time")
    func chains() throws {
        // A server runs beside two steps; a report follows them all.
        let spans = [0.0...100, 0...30, 30.002...70, 100.001...110]
        let pasts = spans.map { past($0.upperBound - $0.lowerBound, span: $0) }
        let estimator = TimeEstimator(past: pasts)
        let begin = [silent(1), silent(1), .pending, .pending]
        let estimate = try #require(estimator.estimate(begin, elapsed: 1)).run
        #expect(estimate.p50 > 95 && estimate.p50 < 125)
        // Where the past doesn't tell it, what is to come waits for all that runs, if a phase has ended and none has begun.
        let unknown = TimeEstimator(past: spans.map { past($0.upperBound - $0.lowerBound) })
        #expect(try #require(unknown.estimate(begin, elapsed: 1, waitsForAll: true)).run.p50 > 130)
        #expect(try #require(unknown.estimate(begin, elapsed: 1)).run.p50 < 125)
    }

    @Test("Workers that take one phase after the other share what is to come")
    func lanes() throws {
        let estimator = TimeEstimator(past: Array(repeating: past(10), count: 8))
        let phases =
            [.completed(duration: 10, logGamma: nil), silent(1), silent(5)] + Array(repeating: .pending, count: 5)
        let shared = try #require(estimator.estimate(phases, elapsed: 15)).run
        let single = try #require(estimator.estimate(phases, elapsed: 15, waitsForAll: true)).run
        #expect(shared.p50 > 25 && shared.p50 < 42)
        #expect(single.p50 > 50)
    }

    @Test("Phases side by side whose first reports say next to nothing aren't taken for endless ones")
    func firstReports() throws {
        let begun = PhaseNow.running(elapsed: 0.1, fraction: 0.001, reports: 1, integral: 0)
        let phases = Array(repeating: begun, count: 3) + Array(repeating: .pending, count: 5)
        let many = try #require(TimeEstimator().estimate(phases, elapsed: 0.1)).run
        let one = try #require(TimeEstimator().estimate([begun] + phases.dropFirst(3), elapsed: 0.1)).run
        #expect(many.p50 < 3 * one.p50)
        #expect(many.p90 < 3 * one.p90)
    }

    @Test("A phase that runs skip now and then counts as often as it ran")
    func skipped() throws {
        func left(_ skips: Int, runs: Int) throws -> TimeEstimate {
            let optional = PhasePast(durations: Array(repeating: 100, count: runs), skips: skips)
            return try #require(TimeEstimator(past: [past(10), optional]).estimate([silent(9), .pending], elapsed: 9))
                .run
        }
        let always = try left(0, runs: 5)
        let often = try left(5, runs: 5)
        let hardly = try left(9, runs: 1)
        #expect(always.p50 > 90)
        #expect(often.point < 0.8 * always.point && often.p90 > 90 && often.p10 < 30)
        #expect(hardly.point < 0.5 * often.point)
        let never = TimeEstimator(past: [past(10), PhasePast(skips: 10)])
        #expect(try #require(never.estimate([silent(9), .pending], elapsed: 9)).run.point < 5)
    }

    @Test("What is counted is trusted sooner than what calls itself a percentage")
    func counted() throws {
        func width(isCounted: Bool) throws -> Double {
            let now = PhaseNow.running(elapsed: 30, fraction: 0.3, reports: 30, integral: 4.5, isCounted: isCounted)
            let estimate = try #require(TimeEstimator().estimate([now], elapsed: 30)).run
            #expect(estimate.p10 < 70 && estimate.p90 > 70)
            return estimate.p90 - estimate.p10
        }
        #expect(try width(isCounted: true) < 0.8 * width(isCounted: false))
    }

    @Test("Progress that was even in past runs is trusted, and progress that wasn't isn't")
    func regularity() throws {
        func width(_ shapes: [Double]) throws -> Double {
            let past = PhasePast(durations: Array(repeating: nil, count: 9) + [100], logGammas: shapes)
            let now = PhaseNow.running(elapsed: 30, fraction: 0.3, reports: 30, integral: 4.5)
            let estimate = try #require(TimeEstimator(past: [past]).estimate([now], elapsed: 30)).run
            return estimate.p90 - estimate.p10
        }
        let even = try width([0.01, 0, -0.01, 0, 0, 0.01, 0, 0])
        #expect(try even < 0.8 * width([0.8, -0.6, 0.1, -0.8, 0.5, -0.2, 0.7, -0.5]))
    }

    @Test("A run shows whether what is to come takes the place of what ends, or waits for all")
    func placesOrWaits() throws {
        func left(begins: Bool) throws -> Double {
            var script = RunScript(phases: ["a", "b", "c", "d", "e"], expected: [10, 40, 10, 10, 10])
            script.start(0)
            script.start(1)
            script.elapsed = 10
            script.end(0)
            if begins { script.start(2) }
            script.elapsed = 12
            script.progress(1, 30)
            var estimator = RunEstimator()
            let estimate = estimator.estimate(script.state)
            return try #require(estimate).run.p50
        }
        #expect((20...45).contains(try left(begins: true)))
        #expect(try left(begins: false) > 50)
    }

    @Test("A phase that was skipped or went wrong takes no more time, and says nothing of the others")
    func over() throws {
        let estimator = TimeEstimator(past: [past(10), past(50), past(30)])
        let with = try #require(estimator.estimate([.over, .over, silent(5)], elapsed: 5)).run
        let without = try #require(TimeEstimator(past: [past(30)]).estimate([silent(5)], elapsed: 5)).run
        #expect(abs(with.point - without.point) < 3)
        #expect(estimator.estimate([.over, .over, .over], elapsed: 5) == nil)
    }

    @Test("Phases may have different numbers of past runs, in any runs")
    func gaps() throws {
        let estimator = TimeEstimator(past: [
            PhasePast(durations: [nil, nil, 10, 11, nil]), PhasePast(durations: [20, 22, 21, 20, 19]),
            PhasePast(durations: [nil, 40, nil, nil, nil]), PhasePast(),
        ])
        let estimate = try #require(estimator.estimate([silent(2), .pending, .pending, .pending], elapsed: 2)).run
        #expect(estimate.p50 > 70 && estimate.p50 < 140)
        #expect(estimate.p90 / estimate.p50 < 3)
    }

    @Test("A run on a slow machine isn't taken for slow phases")
    func slowRun() throws {
        let names = 0..<6
        let fair = names.map {
            PhasePast(durations: [Double($0 + 1) * 10, Double($0 + 1) * 10.2, Double($0 + 1) * 9.9])
        }
        let estimator = TimeEstimator(past: fair)
        let slow = names.map { PhaseNow.completed(duration: Double($0 + 1) * 20, logGamma: nil) }
        let estimate = try #require(estimator.estimate(Array(slow.prefix(4)) + [silent(1), .pending], elapsed: 200)).run
        #expect(estimate.p50 > 170 && estimate.p50 < 250)
    }

    @Test("A run that is faster throughout is seen to be so", arguments: [0.4, 0.7])
    func fastRun(_ factor: Double) throws {
        let pasts = (1...6).map { _ in PhasePast(durations: [10, 10.3, 9.8]) }
        let estimator = TimeEstimator(past: pasts)
        let done = (1...4).map { _ in PhaseNow.completed(duration: 10 * factor, logGamma: nil) }
        let estimate = try #require(estimator.estimate(done + [silent(0.1), .pending], elapsed: 40 * factor)).run
        #expect(estimate.p50 > 15 * factor && estimate.p50 < 30 * factor)
    }

    @Test("A plan that has changed is estimated by what is left of its past, and by what it expects")
    func changedPlan() throws {
        var history = PhaseHistory()
        for day in 0..<6 {
            // `gone` isn't in the plan any more; `grown` takes ten times as long since two runs.
            let seconds = [("kept", 20.0), ("gone", 500), ("grown", day < 4 ? 6 : 60)]
            let phases = seconds.map { PastPhase(name: $0.0, durationSeconds: $0.1 * (1 + 0.01 * Double(day))) }
            history.add(
                PastRun(runID: "\(day)", startedAt: Date(timeIntervalSince1970: Double(day)), phases: phases),
                of: "b"
            )
        }
        func left(_ plan: [(name: String, expected: Double?)]) throws -> TimeEstimate {
            var script = RunScript("b", phases: plan.map(\.name), expected: plan.map(\.expected))
            script.start(0)
            script.elapsed = 1
            var estimator = RunEstimator(history: history)
            let estimate = estimator.estimate(script.state, atElapsed: 1)
            return try #require(estimate).run
        }
        #expect((65...95).contains(try left([("kept", nil), ("grown", nil)]).p50))
        let guessed = try left([("kept", nil), ("grown", nil), ("new", 300)])
        #expect((250...450).contains(guessed.p50))
        // Of a phase of which nobody knows anything the others say something.
        let unknown = try left([("kept", nil), ("grown", nil), ("new", nil)])
        #expect((90...180).contains(unknown.p50))
        #expect(unknown.p90 / unknown.p10 > guessed.p90 / guessed.p10)
    }

    @Test("One outlier in the past moves little")
    func outlier() throws {
        let usual: [Double?] = [60, 61, 59, 60, 62, 58, 60]
        let fair = try #require(TimeEstimator(past: [PhasePast(durations: usual)]).estimate([silent(1)], elapsed: 1))
            .run
        let odd = TimeEstimator(past: [PhasePast(durations: usual.dropLast(2) + [6_000, 60])])
        let estimate = try #require(odd.estimate([silent(1)], elapsed: 1)).run
        #expect(abs(estimate.p50 / fair.p50 - 1) < 0.25)
    }

    @Test("A phase that has changed for good is taken as it is now")
    func change() throws {
        let estimator = TimeEstimator(past: [PhasePast(durations: [6, 6.1, 5.9, 6, 6.2, 60, 61])])
        let estimate = try #require(estimator.estimate([silent(1)], elapsed: 1)).run
        #expect(estimate.p50 > 45 && estimate.p50 < 75)
    }

    @Test("What a plan expects counts where there is no past, about as much as one noisy run")
    func guess() throws {
        let estimator = TimeEstimator(past: [PhasePast(expectedSeconds: 100), PhasePast(expectedSeconds: 300)])
        let begin = try #require(estimator.estimate([silent(1), .pending], elapsed: 1))
        #expect(begin.run.p50 > 300 && begin.run.p50 < 500)
        #expect(begin.isGrounded)
        // The first took a third of what was expected: so will the other, more or less.
        let phases = [.completed(duration: 33, logGamma: nil), silent(1)]
        let later = try #require(estimator.estimate(phases, elapsed: 34)).run
        #expect(later.p50 > 90 && later.p50 < 250)
        let known = TimeEstimator(past: [PhasePast(durations: [10, 10], expectedSeconds: 1_000)])
        #expect(try #require(known.estimate([silent(1)], elapsed: 1)).run.p50 < 12)
    }

    @Test("Where nothing is known but the time that has passed, it says so")
    func nothing() throws {
        let estimate = try #require(TimeEstimator().estimate([silent(10), .pending], elapsed: 10))
        #expect(!estimate.isGrounded)
        #expect(TimeEstimator().estimate([.pending], elapsed: 0) == nil)
        #expect(TimeEstimator().estimate([], elapsed: 0) == nil)
    }
}
