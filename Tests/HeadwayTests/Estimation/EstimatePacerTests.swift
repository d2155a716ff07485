import Testing

@testable import Headway

@Suite("When an estimate is told")
struct EstimatePacerTests {
    private func estimate(_ point: Double, within share: Double) -> TimeEstimate {
        TimeEstimate(point: point, p10: point * (1 - share), p50: point, p90: point * (1 + share))
    }

    @Test("What is a visible change of a sure estimate is none of an unsure one")
    func change() {
        #expect(EstimatePacer.differs(estimate(110, within: 0.1), from: estimate(100, within: 0.1)))
        #expect(!EstimatePacer.differs(estimate(103, within: 0.1), from: estimate(100, within: 0.1)))
        #expect(!EstimatePacer.differs(estimate(110, within: 0.8), from: estimate(100, within: 0.8)))
        #expect(EstimatePacer.differs(estimate(130, within: 0.8), from: estimate(100, within: 0.8)))
        #expect(EstimatePacer.differs(estimate(100, within: 0.2), from: estimate(100, within: 0.8)))
    }

    @Test("It is told at most once a second, and not again while it only counts down")
    func pace() throws {
        var script = RunScript(phases: ["a", "b"])
        script.start(0)
        var pacer = EstimatePacer()
        var told = 0
        for tenth in 1...600 {
            let seconds = Double(tenth) / 10
            script.elapsed = seconds
            script.add(.phaseProgress) { ($0.phaseIndex, $0.percentage) = (0, seconds) }
            let news = pacer.next(for: script.state, atElapsed: seconds, at: .seconds(seconds))
            guard case .estimate(let estimate) = news else { continue }
            told += 1
            script.add(.estimateUpdated) {
                ($0.remainingSeconds, $0.phaseRemainingSeconds) = (estimate.run, estimate.phases)
            }
        }
        #expect(told > 0 && told < 40)
        let last = try #require(script.state.remaining(atElapsed: 60))
        #expect(last.p90 > last.p10)
    }

    @Test("Work that has stopped is not estimated at days: what can't be known is taken back")
    func stopped() throws {
        var pacer = EstimatePacer()
        var script = RunScript(phases: (0..<6).map { "p\($0)" })
        for phase in 0..<6 { script.start(phase) }
        var told: [EstimatePacer.News] = []
        for tenth in 1...6_000 {
            let seconds = Double(tenth) / 10
            script.elapsed = seconds
            if seconds <= 2 {
                for phase in 0..<6 {
                    script.add(.phaseProgress) { ($0.phaseIndex, $0.percentage) = (phase, seconds * 5) }
                }
            }
            guard let news = pacer.next(for: script.state, atElapsed: seconds, at: .seconds(seconds)) else { continue }
            told.append(news)
            script.add(.estimateUpdated) {
                if case .estimate(let estimate) = news { $0.remainingSeconds = estimate.run }
            }
            #expect(script.state.remainingSeconds?.point ?? 0 <= 30 * seconds)
        }
        #expect(told.count < 60)
    }
}
