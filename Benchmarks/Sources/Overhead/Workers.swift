import COverhead
import Foundation
import Synchronization

/// Threads that all begin at the same moment.
enum Workers {
    /// Runs a body on so many threads at once, or on the calling thread if one is enough.
    ///
    /// Each stays on a processor of its own as long as there is one, or else a scheduler may have them take turns on one and
    /// nothing is ever contended.
    ///
    /// - Returns: The processor time that the bodies took together, in nanoseconds; starting threads doesn't count.
    static func run(_ count: Int, _ body: @escaping @Sendable () -> Void) -> Double {
        guard count > 1 else { return measure(body) }
        let ready = DispatchSemaphore(value: 0)
        let start = DispatchSemaphore(value: 0)
        let done = DispatchSemaphore(value: 0)
        let sum = Sum()
        for number in 0..<count {
            Thread.detachNewThread {
                _ = overhead_pin_thread(Int32(number))
                ready.signal()
                start.wait()
                sum.add(measure(body))
                done.signal()
            }
        }
        for _ in 0..<count { ready.wait() }
        for _ in 0..<count { start.signal() }
        for _ in 0..<count { done.wait() }
        return sum.value
    }

    private static func measure(_ body: () -> Void) -> Double {
        let before = ProcessorTime.thread
        body()
        return ProcessorTime.thread - before
    }

    private final class Sum: Sendable {
        private let total = Mutex(0.0)

        var value: Double { total.withLock { $0 } }

        func add(_ amount: Double) {
            total.withLock { $0 += amount }
        }
    }
}
