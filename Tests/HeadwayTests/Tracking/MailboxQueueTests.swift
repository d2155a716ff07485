import Foundation
import Testing

@testable import Headway

@Suite("A mailbox's queue")
struct MailboxQueueTests {
    private func event(_ type: ProgressEventType, phase: Int? = nil, _ sequence: Int) -> ProgressEvent {
        var context = EventContext()
        context.phaseIndex = phase
        return ProgressEvent(
            type: type,
            timestamp: .init(timeIntervalSince1970: 0),
            context: context,
            sequence: sequence
        )
    }

    private func drain(_ queue: inout MailboxQueue) -> [Int] {
        var sequences: [Int] = []
        while let item = queue.pop() {
            switch item {
            case .event(let event): sequences.append(event.sequence)
            case .barrier(let barrier):
                barrier.arrive()
                sequences.append(-1)
            }
        }
        return sequences
    }

    @Test("Newer progress replaces older progress of the same phase, but not the first")
    func conflation() {
        var queue = MailboxQueue()
        for sequence in 1...5 { queue.push(event(.phaseProgress, phase: 0, sequence)) }
        queue.push(event(.phaseProgress, phase: 1, 6))
        queue.push(event(.phaseProgress, phase: 1, 7))
        queue.push(event(.phaseProgress, phase: 0, 8))
        #expect(queue.count == 4)
        #expect(drain(&queue) == [1, 6, 7, 8])
    }

    @Test("Progress of a phase that can't be is neither replaced nor trapped by")
    func impossiblePhases() {
        var queue = MailboxQueue()
        for phase in [Int.min, -2, 1_000_000, .max] {
            for type in [ProgressEventType.phaseProgress, .phaseProgress, .phaseCompleted] {
                queue.push(event(type, phase: phase, 1))
            }
        }
        #expect(drain(&queue).count == 12)
    }

    @Test("The last value before a completion stays")
    func lastValue() {
        var queue = MailboxQueue()
        for sequence in 1...3 { queue.push(event(.phaseProgress, phase: 0, sequence)) }
        queue.push(event(.phaseCompleted, phase: 0, 4))
        queue.push(event(.phaseProgress, phase: 0, 5))
        #expect(drain(&queue) == [1, 3, 4, 5])
    }

    @Test("A barrier is reached although progress goes on behind it")
    func barrier() {
        var queue = MailboxQueue()
        queue.push(event(.phaseProgress, phase: 0, 1))
        queue.push(event(.phaseProgress, phase: 0, 2))
        queue.push(Barrier(count: 2) {})
        queue.push(event(.phaseProgress, phase: 0, 3))
        queue.push(event(.phaseProgress, phase: 0, 4))
        #expect(drain(&queue) == [1, 2, -1, 4])
    }

    @Test("Transitions may be taken together, up to progress of which little waits, or a barrier")
    func transitions() {
        var queue = MailboxQueue()
        queue.push(event(.phaseStarted, phase: 0, 1))
        queue.push(event(.phaseStarted, phase: 1, 2))
        queue.push(event(.phaseProgress, phase: 0, 3))
        queue.push(event(.phaseCompleted, phase: 1, 4))
        queue.push(Barrier(count: 1) {})
        queue.push(event(.phaseCompleted, phase: 2, 5))
        #expect(queue.popTogether(atMost: 1).map(\.sequence) == [1])
        _ = queue.pop()
        _ = queue.pop()
        #expect(queue.popTogether(atMost: 9).map(\.sequence) == [4])
        #expect(queue.popTogether(atMost: 9).isEmpty, "a barrier comes next")
        #expect(drain(&queue) == [-1, 5])
    }

    @Test("Of progress no more than a quarter of what waits is taken together, so that the rest may still be replaced")
    func progressTogether() {
        var queue = MailboxQueue()
        for phase in 0..<40 { queue.push(event(.phaseProgress, phase: phase, phase + 1)) }
        #expect(queue.popTogether(atMost: 256).map(\.sequence) == Array(1...10))
        #expect(queue.popTogether(atMost: 3).map(\.sequence) == [11, 12, 13])
        var few = MailboxQueue()
        for phase in 0..<3 { few.push(event(.phaseProgress, phase: phase, phase + 1)) }
        #expect(few.popTogether(atMost: 256).isEmpty)
    }

    @Test("It stays small however long nobody takes anything")
    func bounded() {
        var queue = MailboxQueue()
        for sequence in 1...100_000 { queue.push(event(.phaseProgress, phase: sequence % 3, sequence)) }
        #expect(queue.count == 6)
        #expect(queue.capacityUsed < 1_000)
    }

    @Test("Whatever is put in and taken out, transitions keep their order and the newest values come out")
    func random() {
        var random = SeededGenerator(seed: 7)
        for _ in 0..<200 {
            var queue = MailboxQueue()
            var taken: [Int] = []
            var transitions: [Int] = []
            var newest: [Int: Int] = [:]
            for sequence in 1...400 {
                switch Int.random(in: 0..<10, using: &random) {
                case 0:
                    queue.push(event(.phaseStarted, phase: 0, sequence))
                    transitions.append(sequence)
                case 1: queue.push(event(.estimateUpdated, sequence))
                case 2...3:
                    if case .event(let event)? = queue.pop() { taken.append(event.sequence) }
                default:
                    let phase = Int.random(in: 0..<4, using: &random)
                    queue.push(event(.phaseProgress, phase: phase, sequence))
                    newest[phase] = sequence
                }
            }
            taken += drain(&queue)
            #expect(taken == taken.sorted())
            #expect(Set(taken).count == taken.count)
            #expect(Set(transitions).isSubset(of: taken))
            #expect(Set(newest.values).isSubset(of: taken))
            #expect(queue.count == 0)
        }
    }
}
