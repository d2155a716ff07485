import Testing

@testable import Headway

@Suite("What holds for every estimate")
struct EstimatePropertyTests {
    /// Numbers as they come, and some that no clock gives.
    private func number(_ dice: inout SeededGenerator) -> Double {
        switch Int.random(in: 0..<12, using: &dice) {
        case 0: 0
        case 1: -1
        case 2: .nan
        case 3: .infinity
        case 4: 1e300
        case 5: 1e-300
        case 6: -.infinity
        case 7: 1e9
        default: Double.random(in: 0.01...1_000, using: &dice)
        }
    }

    private func past(_ dice: inout SeededGenerator) -> PhasePast {
        let start = number(&dice)
        return PhasePast(
            durations: (0..<Int.random(in: 0...20, using: &dice)).map { _ in
                Bool.random(using: &dice) ? number(&dice) : nil
            },
            logGammas: (0..<Int.random(in: 0...5, using: &dice)).map { _ in number(&dice) },
            expectedSeconds: Bool.random(using: &dice) ? number(&dice) : nil,
            skips: Int.random(in: -1...20, using: &dice),
            span: start.isFinite && Bool.random(using: &dice) ? start...(start + 10) : nil
        )
    }

    private func now(_ dice: inout SeededGenerator) -> PhaseNow {
        switch Int.random(in: 0..<4, using: &dice) {
        case 0: .pending
        case 1:
            .running(
                elapsed: number(&dice),
                fraction: Bool.random(using: &dice) ? number(&dice) : Double.random(in: 0...1, using: &dice),
                reports: Int.random(in: 0...1_000, using: &dice),
                integral: number(&dice),
                isCounted: Bool.random(using: &dice)
            )
        case 2: .completed(duration: number(&dice), logGamma: Bool.random(using: &dice) ? number(&dice) : nil)
        default: .over
        }
    }

    private func isSane(_ estimate: TimeEstimate) -> Bool {
        let values = [estimate.point, estimate.p10, estimate.p50, estimate.p90]
        return values.allSatisfy { $0.isFinite && $0 >= 0 } && estimate.p10 <= estimate.p50
            && estimate.p50 <= estimate.p90 && estimate.point <= estimate.p90
    }

    @Test("It is a time, never negative and never not a number, whatever goes in")
    func sane() {
        var dice = SeededGenerator(seed: 11)
        for _ in 0..<4_000 {
            let count = Int.random(in: 0...8, using: &dice)
            let estimator = TimeEstimator(past: (0..<count).map { _ in past(&dice) })
            let phases = (0..<Int.random(in: 0...10, using: &dice)).map { _ in now(&dice) }
            let further = Int.random(in: -2...5, using: &dice)
            let elapsed = number(&dice)
            let waits = Bool.random(using: &dice)
            let estimate = estimator.estimate(phases, furtherPhases: further, elapsed: elapsed, waitsForAll: waits)
            guard let estimate else { continue }
            #expect(isSane(estimate.run), "\(estimate.run) of \(phases)")
            #expect(estimate.phases.values.allSatisfy(isSane))
        }
    }

    @Test(
        "The more of a phase's past is known the narrower is the interval, on average",
        arguments: [(1, 0.2), (1, 0), (5, 0.2), (5, 0)]
    )
    func narrower(phases: Int, fraction: Double) {
        var dice = SeededGenerator(seed: 12)
        func normal() -> Double {
            (0..<12).reduce(-6.0) { sum, _ in sum + Double.random(in: 0...1, using: &dice) }
        }
        var widths: [Int: Double] = [:]
        for _ in 0..<300 {
            let durations = (0..<phases).map { _ in (0..<20).map { _ in 60 * PlatformMath.exp(0.2 * normal()) } }
            for count in [0, 1, 2, 3, 5, 10, 20] {
                let estimator = TimeEstimator(past: durations.map { PhasePast(durations: Array($0.prefix(count))) })
                let phase = PhaseNow.running(elapsed: 10, fraction: fraction, reports: 20, integral: 5 * fraction)
                let rest = Array(repeating: PhaseNow.pending, count: phases - 1)
                guard let estimate = estimator.estimate([phase] + rest, elapsed: 10)?.run else { continue }
                widths[count, default: 0] += (estimate.p90 - estimate.p10) / estimate.p50
            }
        }
        let ordered = widths.sorted { $0.key < $1.key }.map(\.value)
        #expect(ordered.count == 7)
        for (few, many) in zip(ordered, ordered.dropFirst()) { #expect(many <= few) }
    }

    @Test("At the end it goes to 0, and without a leap")
    func end() throws {
        let past = [PhasePast(durations: [100, 110, 95]), PhasePast(durations: [50, 55, 52])]
        let estimator = TimeEstimator(past: past)
        var last = Double.infinity
        for tenth in 0...519 {
            let seconds = 0.1 + Double(tenth) / 10
            let fraction = seconds / 52.1
            let phases = [
                PhaseNow.completed(duration: 103, logGamma: 0),
                .running(elapsed: seconds, fraction: fraction, reports: tenth + 1, integral: fraction * seconds / 2),
            ]
            let point = try #require(estimator.estimate(phases, elapsed: 103 + seconds)).run.point
            #expect(point < last + 0.5, "at \(seconds) s")
            #expect(last == .infinity || last - point < 1.5, "at \(seconds) s")
            last = point
        }
        #expect(last < 1)
    }

    @Test("An estimate that runs out admits it: the longer a phase overruns, the more it may still take")
    func overrun() throws {
        let estimator = TimeEstimator(past: [PhasePast(durations: [10, 10, 10, 10, 10])])
        var last = 0.0
        for seconds in stride(from: 20.0, through: 200, by: 10) {
            let phase = PhaseNow.running(elapsed: seconds, fraction: 0, reports: 0, integral: 0)
            let estimate = try #require(estimator.estimate([phase], elapsed: seconds)).run
            #expect(estimate.point > last)
            last = estimate.point
        }
    }
}
