import Dispatch
import Foundation
import Testing

@testable import Headway

@Suite("A striped counter")
struct StripedCounterTests {
    /// A class, as a closure can't take a counter that can't be copied.
    private final class Counter: Sendable {
        private let counter = StripedCounter()

        var sum: Int { counter.sum }

        func add(times: Int) {
            for _ in 0..<times { counter.add(1) }
        }
    }

    /// Runs a body in so many threads at once and waits until they have ended.
    private func inThreads(_ count: Int, _ body: @escaping @Sendable () -> Void) {
        let (ready, start, done) = (
            DispatchSemaphore(value: 0), DispatchSemaphore(value: 0), DispatchSemaphore(value: 0)
        )
        for _ in 0..<count {
            Thread.detachNewThread {
                ready.signal()
                start.wait()
                body()
                done.signal()
            }
        }
        for _ in 0..<count { ready.wait() }
        for _ in 0..<count { start.signal() }
        for _ in 0..<count { done.wait() }
    }

    @Test(
        "Threads that count at once lose nothing, be they fewer or more than there are stripes",
        arguments: [2, 15, 40]
    )
    func exact(threads: Int) {
        let counter = Counter()
        inThreads(threads) { counter.add(times: 200_000) }
        #expect(counter.sum == threads * 200_000)
    }

    @Test("Threads that take the stripes of others that have ended go on from what those have counted")
    func reuse() {
        let counter = Counter()
        for _ in 0..<100 {
            inThreads(8) { counter.add(times: 100) }
        }
        #expect(counter.sum == 100 * 8 * 100)
    }

    @Test("A sum that doesn't fit wraps around")
    func overflow() {
        let counter = StripedCounter()
        counter.add(.max)
        counter.add(1)
        #expect(counter.sum == .min)
    }

    @Test("Threads that come and go while others count take nothing away from them")
    func comingAndGoing() {
        let counter = Counter()
        let steady = DispatchSemaphore(value: 0)
        for _ in 0..<4 {
            Thread.detachNewThread {
                for _ in 0..<200 { counter.add(times: 1_000) }
                steady.signal()
            }
        }
        for _ in 0..<50 { inThreads(20) { counter.add(times: 100) } }
        for _ in 0..<4 { steady.wait() }
        #expect(counter.sum == 4 * 200 * 1_000 + 50 * 20 * 100)
    }
}
