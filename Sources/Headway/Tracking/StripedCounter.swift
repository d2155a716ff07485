import CHeadway
import Synchronization

/// A counter that threads don't fight over: each adds to a cache line of its own, and a reader sums them up.
struct StripedCounter: ~Copyable, @unchecked Sendable {  // the pointer never changes, and points to atomics
    /// A power of two.
    ///
    /// Threads share a stripe only when more of them than this have been started.
    private static let count = 16

    private struct Stripe: ~Copyable {
        let value = Atomic<Int>(0)
    }

    /// Two cache lines, because processors fetch them in pairs.
    private static let distance = 128

    private let base: UnsafeMutableRawPointer

    init() {
        base = .allocate(byteCount: Self.count * Self.distance, alignment: Self.distance)
        for index in 0..<Self.count {
            (base + index * Self.distance).bindMemory(to: Stripe.self, capacity: 1).initialize(to: Stripe())
        }
    }

    deinit {
        // An atomic integer has nothing to destroy.
        base.deallocate()
    }

    /// Adds to the calling thread's stripe.
    ///
    /// A sum that doesn't fit wraps around; nothing traps.
    @inline(__always)
    func add(_ amount: Int) {
        let slot = Int(headway_thread_slot() & UInt32(Self.count - 1))
        let stripe = (base + slot * Self.distance).assumingMemoryBound(to: Stripe.self)
        stripe.pointee.value.wrappingAdd(amount, ordering: .relaxed)
    }

    /// What has been added so far.
    ///
    /// Additions by threads that the caller has waited for are all in it.
    var sum: Int {
        var sum = 0
        for index in 0..<Self.count {
            let stripe = (base + index * Self.distance).assumingMemoryBound(to: Stripe.self)
            sum &+= stripe.pointee.value.load(ordering: .relaxed)
        }
        return sum
    }
}
