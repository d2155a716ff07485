import CHeadway
import Synchronization

/// A counter that threads don't fight over: each adds to a cache line of its own, and a reader sums them up.
///
/// A thread whose stripe nobody else writes needs no atomic addition, only a load and a store that are seen whole: nothing
/// has to wait for what the benchmark has written before. Threads beyond those share stripes and add atomically.
///
/// Why `@unchecked Sendable`: a raw pointer isn't Sendable. This one is set once, the memory behind it belongs to this value alone
/// until its `deinit`, and nothing but atomics is in it.
struct StripedCounter: ~Copyable, @unchecked Sendable {
    private static let ownStripes = Int(headway_own_slots)
    private static let count = ownStripes + Int(headway_shared_slots)

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
    /// A sum that doesn't fit wraps around; nothing traps. It must not become part of an asynchronous function: a task may
    /// go on in another thread, and a compiler may keep what it knows of the one before.
    @inline(__always)
    func add(_ amount: Int) {
        // A thread that has no slot yet has the largest number here, and so goes the other way.
        let slot = Int(headway_thread_slot_plus_one() &- 1)
        guard slot < Self.ownStripes else { return addElsewhere(amount) }
        Self.add(amount, toOwn: base + slot &* Self.distance)
    }

    /// Apart, so that the usual way has no registers to save.
    @inline(never)
    private func addElsewhere(_ amount: Int) {
        let slot = Int(headway_assign_thread_slot())
        let place = base + slot &* Self.distance
        if slot < Self.ownStripes {
            Self.add(amount, toOwn: place)
        } else {
            place.assumingMemoryBound(to: Stripe.self).pointee.value.wrappingAdd(amount, ordering: .relaxed)
        }
    }

    @inline(__always)
    private static func add(_ amount: Int, toOwn place: UnsafeMutableRawPointer) {
        let stripe = place.assumingMemoryBound(to: Stripe.self)
        let value = stripe.pointee.value.load(ordering: .relaxed)
        stripe.pointee.value.store(value &+ amount, ordering: .relaxed)
    }

    /// What has been added so far.
    ///
    /// Additions by threads that the caller has waited for are all in it.
    var sum: Int {
        var sum = 0
        // The others nobody has ever written.
        for index in 0..<min(Int(headway_slots_in_use()), Self.count) {
            let stripe = (base + index * Self.distance).assumingMemoryBound(to: Stripe.self)
            sum &+= stripe.pointee.value.load(ordering: .relaxed)
        }
        return sum
    }
}
