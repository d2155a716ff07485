import Foundation
import HeadwayTesting
import Testing

@testable import Headway

@Suite("Telling a run anew from its state")
struct RestatementTests {
    @Test("Folding the restatement gives the state, whatever happened before")
    func fold() async {
        for seed in 0..<40 {
            var random = SeededGenerator(seed: UInt64(seed))
            let test = TestTracker()
            test.tracker.benchmarkStarted("b", totalPhases: 6, phases: ["a", "b", "c"], expectedSeconds: [1, nil, 3])
            for step in 0..<30 {
                test.clock.advance(by: .milliseconds(Int.random(in: 0..<500, using: &random)))
                switch Int.random(in: 0..<6, using: &random) {
                case 0: test.tracker.phaseStarted(["a", "b", "c", "d"].randomElement(using: &random) ?? "a", total: 9)
                case 1: test.tracker.phaseCompleted(["a", "b", "c"].randomElement(using: &random) ?? "a")
                case 2: test.tracker.phaseSkipped("c", message: "why")
                case 3: test.tracker.phaseProgress(Double.random(in: 0..<100, using: &random), message: "m")
                case 4: test.tracker.phaseCompleted("d", success: false, error: "e")
                default: break
                }
                if step == 29 { test.tracker.benchmarkCompleted(success: seed.isMultiple(of: 2)) }
                let state = test.tracker.state
                let events = state.restatement()
                #expect(events.last?.sequence == state.sequence)
                #expect(zip(events, events.dropFirst()).allSatisfy { $0.sequence < $1.sequence })
                var again = RunState()
                for event in events { again.apply(event) }
                #expect(again.phases.map(\.status) == state.phases.map(\.status))
                for (told, known) in zip(again.phases, state.phases) where known.status.isEnd {
                    #expect(told.durationSeconds == known.durationSeconds)
                }
                #expect(again.phases.map(\.message) == state.phases.map(\.message))
                #expect(again.completedPhases == state.completedPhases)
                #expect(again.status == state.status)
                #expect(zip(again.phases, state.phases).allSatisfy { abs($0.fraction - $1.fraction) < 1e-9 })
                #expect(abs(again.fraction - state.fraction) < 1e-9)
                #expect(again.totalPhases == state.totalPhases)
            }
        }
    }

    @Test("What is told anew happens when it happened")
    func moments() {
        let test = TestTracker()
        test.tracker.benchmarkStarted("b", phases: ["a", "b", "c", "d"])
        var truth: [(at: Double, statuses: [PhaseStatus])] = []
        func pass(_ body: () -> Void) {
            body()
            test.clock.advance(by: .seconds(1))
            truth.append((test.tracker.state.elapsedSeconds, test.tracker.state.phases.map(\.status)))
            test.clock.advance(by: .seconds(1))
        }
        pass { test.tracker.phaseStarted("a") }
        pass { test.tracker.phaseStarted("b") }
        pass { test.tracker.phaseCompleted("a") }
        pass { test.tracker.phaseCompleted("b", success: false) }
        pass { test.tracker.phaseStarted("d") }
        let events = test.tracker.state.restatement()
        #expect(zip(events, events.dropFirst()).allSatisfy { $0.elapsed <= $1.elapsed })
        for (moment, statuses) in truth {
            var state = RunState()
            for event in events where event.elapsed.inSeconds <= moment { state.apply(event) }
            #expect(state.phases.map(\.status) == statuses, "at \(moment) s")
        }
    }
}
