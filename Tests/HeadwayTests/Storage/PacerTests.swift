import Foundation
import Testing

@testable import Headway

@Suite("The pace of writing")
struct PacerTests {
    private func progress(_ phase: Int, _ sequence: Int) -> ProgressEvent {
        event(.phaseProgress, phase, sequence)
    }

    private func event(_ type: ProgressEventType, _ phase: Int, _ sequence: Int) -> ProgressEvent {
        var context = EventContext()
        context.phaseIndex = phase
        if type == .phaseProgress { context.percentage = 1 }
        return ProgressEvent(
            type: type,
            timestamp: Date(timeIntervalSince1970: 0),
            context: context,
            sequence: sequence
        )
    }

    @Test("A phase's first value goes into the journal at once, later ones at most once a second")
    func journalProgress() {
        var pacer = JournalPacer()
        var written: [Int] = []
        for tick in 0..<100 {
            written += pacer.take(progress(0, tick + 1), at: .milliseconds(100 * tick)).map(\.sequence)
        }
        #expect(written == [1, 11, 21, 31, 41, 51, 61, 71, 81, 91])
        #expect(pacer.dueAt == .seconds(10))
        #expect(pacer.takeDue(at: .seconds(10)).map(\.sequence) == [100])
        #expect(pacer.dueAt == nil)
    }

    @Test("What says nothing of the progress goes at once too, and isn't the first value")
    func journalNoValue() {
        var context = EventContext()
        (context.phaseIndex, context.processGroup) = (0, 7)
        let date = Date(timeIntervalSince1970: 0)
        var pacer = JournalPacer()
        let group = ProgressEvent(type: .phaseProgress, timestamp: date, context: context, sequence: 1)
        #expect(pacer.take(group, at: .zero).map(\.sequence) == [1])
        #expect(pacer.take(progress(0, 2), at: .milliseconds(10)).map(\.sequence) == [2])
        #expect(pacer.take(progress(0, 3), at: .milliseconds(20)).isEmpty)
    }

    @Test("A transition goes at once, and what waits goes before it, so that the journal stays in order")
    func journalTransition() {
        var pacer = JournalPacer()
        _ = pacer.take(progress(0, 1), at: .zero)
        #expect(pacer.take(progress(0, 2), at: .milliseconds(10)).isEmpty)
        #expect(pacer.take(event(.phaseStarted, 1, 3), at: .milliseconds(20)).map(\.sequence) == [2, 3])
        #expect(pacer.take(event(.phaseCompleted, 0, 4), at: .milliseconds(30)).map(\.sequence) == [4])
    }

    @Test("Many phases share one batch a second")
    func journalBatches() {
        var pacer = JournalPacer()
        var sequence = 0
        var batches = 0
        for tick in 0..<50 {
            for phase in 0..<6 {
                sequence += 1
                let lines = pacer.take(progress(phase, sequence), at: .milliseconds(100 * tick))
                #expect(lines.map(\.sequence) == lines.map(\.sequence).sorted())
                if tick > 0, !lines.isEmpty { batches += 1 }
            }
        }
        #expect((4...6).contains(batches))
    }

    /// Runs the pacer for a while and says when it wrote.
    private func run(
        _ pacer: inout SnapshotPacer,
        until end: Duration,
        cost: Duration,
        note: (Duration) -> ProgressEventType?
    ) -> [Duration] {
        var writes: [Duration] = []
        var now = Duration.zero
        while now < end {
            if let type = note(now) { pacer.note(type, at: now) }
            if now >= pacer.nextWrite {
                writes.append(now)
                pacer.wrote(at: now, cost: cost)
            }
            now += .milliseconds(1)
        }
        return writes
    }

    @Test("A transition is in the snapshot within 50 ms")
    func transition() {
        var pacer = SnapshotPacer()
        pacer.wrote(at: .zero, cost: .microseconds(100))
        pacer.note(.phaseStarted, at: .milliseconds(500))
        #expect(pacer.nextWrite <= .milliseconds(550))
    }

    @Test("Progress is written at most four times a second, and the heartbeat moves every second without it")
    func pace() {
        var pacer = SnapshotPacer()
        let busy = run(&pacer, until: .seconds(10), cost: .microseconds(100)) { _ in .phaseProgress }
        #expect((35...42).contains(busy.count))
        var quiet = SnapshotPacer()
        let beats = run(&quiet, until: .seconds(10), cost: .microseconds(100)) { _ in nil }
        #expect((9...11).contains(beats.count))
    }

    @Test(
        "However large the snapshot and busy the run, it takes at most a hundredth of the time",
        arguments: [1, 20, 300]
    )
    func share(milliseconds: Int) {
        var pacer = SnapshotPacer()
        let cost = Duration.milliseconds(milliseconds)
        let writes = run(&pacer, until: .seconds(100), cost: cost) { _ in .phaseStarted }
        let spent = cost * writes.count
        #expect(spent <= .seconds(1) + SnapshotPacer.largestCredit + cost)
        #expect(writes.count >= 2)
    }
}
