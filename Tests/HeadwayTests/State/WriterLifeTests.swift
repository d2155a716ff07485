import Foundation
import HeadwayTesting
import Testing

@testable import Headway

@Suite("Whether a run's writer lives")
struct WriterLifeTests {
    @Test("This process does, and is the one without doubt")
    func current() {
        #expect(RunWriter.current.life == .alive)
        #expect(RunWriter.current.isIdentified)
        #expect(RunWriter.current.processStartTicks != nil)
    }

    @Test("A clock that was set doesn't make another process of it")
    func clockStep() {
        var writer = RunWriter.current
        writer.processStartedAt?.addTimeInterval(-3_600)
        #expect(writer.life == .alive)
        #expect(writer.isIdentified)
    }

    @Test("A process with the same id that began at another time is another one")
    func reused() throws {
        var writer = RunWriter.current
        writer.processStartTicks = try #require(writer.processStartTicks) - 1
        #expect(writer.life == .dead)
        var old = RunWriter.current
        old.processStartTicks = nil
        #expect(old.life == .alive)
        old.processStartedAt?.addTimeInterval(-3_600)
        #expect(old.life == .dead)
    }

    @Test("Of a process in another container nothing can be seen, whether there is one with its id here or not")
    func otherNamespace() {
        for pid in [RunWriter.current.pid, 4_000_000] {
            var writer = RunWriter.current
            writer.pid = pid
            writer.pidNamespace = "pid:[1]"
            #expect(writer.life == (RunWriter.current.pidNamespace == nil ? writer.life : .unknown))
            #expect(!writer.isIdentified || RunWriter.current.pidNamespace == nil)
            writer.bootID = "another"
            #expect(writer.life == .dead, "that boot is over for all of them")
        }
    }

    @Test("Without its boot or its start it may be anybody")
    func unidentified() {
        var writer = RunWriter.current
        writer.bootID = nil
        #expect(writer.life == .alive)
        #expect(!writer.isIdentified)
        writer = .current
        writer.processStartTicks = nil
        writer.processStartedAt = nil
        #expect(writer.life == .alive)
        #expect(!writer.isIdentified)
        writer = .current
        writer.bootID = "another"
        #expect(writer.life == .dead)
        #expect(!writer.isOfThisBoot)
    }

    @Test("It survives its JSON, with and without its ticks", arguments: [nil, 12_345])
    func coding(ticks: Int?) throws {
        var writer = RunWriter.current
        writer.processStartTicks = ticks
        let json = try RunFormat.json(writer)
        #expect(json.contains("process_start_ticks") == (ticks != nil))
        #expect(try JSONDecoder().decode(RunWriter.self, from: Data(json.utf8)) == writer)
    }

    @Test("A run that goes on is seen as far as it has got since its last event, one that doesn't is not")
    func seenLater() throws {
        let test = TestTracker()
        test.tracker.benchmarkStarted("b", phases: ["a", "b"])
        test.tracker.phaseStarted("a")
        test.clock.advance(by: .seconds(3))
        test.tracker.phaseCompleted("a")
        test.tracker.phaseStarted("b")
        var state = test.tracker.state
        let updatedAt = try #require(state.updatedAt)
        #expect(state.writer?.life == .alive)
        let seen = state.asSeen(at: updatedAt.addingTimeInterval(60))
        #expect(seen.elapsedSeconds == 63)
        #expect(seen.phases.map(\.durationSeconds) == [3, 60])
        #expect(seen.updatedAt == updatedAt)
        #expect(state.asSeen(at: updatedAt.addingTimeInterval(-60)).elapsedSeconds == 3)
        state.writer?.processStartTicks? -= 1
        let dead = state.asSeen(at: updatedAt.addingTimeInterval(60))
        #expect(dead.status == .interrupted)
        #expect(dead.elapsedSeconds == 3)
        test.tracker.benchmarkCompleted(success: true)
        #expect(test.tracker.state.asSeen(at: updatedAt.addingTimeInterval(60)).elapsedSeconds == 3)
    }
}
