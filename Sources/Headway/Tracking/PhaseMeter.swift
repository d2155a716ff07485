import Synchronization

/// What one running phase has reported: written by the benchmark's threads, read by the sampler.
final class PhaseMeter: Sendable {
    /// What the meter showed at one moment.
    struct Reading: Hashable {
        var completed: Int?
        var total: Int?
        var fraction: Double?
        var words = Words()
    }

    /// What changes rarely and isn't a number.
    struct Words: Hashable {
        var message: String?
        var unit: String?
        var processGroup: Int?
    }

    private static let none = UInt64.max

    private let counter = StripedCounter()
    /// What ``set(completed:)`` adds to the counter, so that counting on from there works.
    private let offset = Atomic<Int>(0)
    private let total: Atomic<Int>
    /// The bits of the last fraction that was set, or ``none``.
    private let fraction = Atomic<UInt64>(PhaseMeter.none)
    private let words: Mutex<Words>
    private let hasReported = Atomic(false)
    /// How often its command has been heard of, and the last line of that.
    private let activity = Atomic<Int>(0)
    private let lastLine = Mutex<String?>(nil)
    /// Whether a count was set, so that zero is one.
    private let hasCount = Atomic(false)

    init(total: Int?, unit: String?) {
        self.total = Atomic(total.map { max($0, 0) } ?? -1)
        words = Mutex(Words(unit: unit))
    }

    @inline(__always)
    func advance(by amount: Int) {
        counter.add(amount)
    }

    /// Sets the count, which from now on tells how far the phase is.
    func set(completed: Int) {
        offset.store(completed &- counter.sum, ordering: .relaxed)
        hasCount.store(true, ordering: .relaxed)
        // Last, so that a fraction that was set just before bridges the moment in which the count isn't there yet.
        fraction.store(Self.none, ordering: .releasing)
    }

    func set(total: Int) {
        self.total.store(max(total, 0), ordering: .relaxed)
    }

    /// Sets how far the phase is.
    ///
    /// What was shown as done stays done: a smaller fraction is ignored.
    func set(fraction: Double) {
        var seen = self.fraction.load(ordering: .relaxed)
        while seen == Self.none || Double(bitPattern: seen) < fraction {
            let result = self.fraction.weakCompareExchange(
                expected: seen,
                desired: fraction.bitPattern,
                ordering: .relaxed
            )
            if result.exchanged { return }
            seen = result.original
        }
    }

    var unit: String? { words.withLock { $0.unit } }

    var message: String? { words.withLock { $0.message } }

    var processGroup: Int? { words.withLock { $0.processGroup } }

    func change(_ body: (inout Words) -> Void) {
        words.withLock { body(&$0) }
    }

    /// Notes that the phase's command has printed something.
    func noteActivity(_ line: String?) {
        activity.wrappingAdd(1, ordering: .relaxed)
        if let line { lastLine.withLock { $0 = line } }
    }

    /// A number that changes with each sign of activity.
    var activityCount: Int { activity.load(ordering: .relaxed) }

    var lastOutput: String? { lastLine.withLock { $0 } }

    /// Notes a report other than a count; the first of a phase is passed on at once.
    ///
    /// - Returns: Whether it was the first.
    func isFirstReport() -> Bool {
        !hasReported.load(ordering: .relaxed) && !hasReported.exchange(true, ordering: .relaxed)
    }

    func read() -> Reading {
        let count = counter.sum &+ offset.load(ordering: .relaxed)
        let total = total.load(ordering: .relaxed)
        let bits = fraction.load(ordering: .relaxed)
        var reading = Reading(words: words.withLock { $0 })
        if total >= 0 { reading.total = total }
        if count != 0 || total >= 0 || hasCount.load(ordering: .relaxed) { reading.completed = max(count, 0) }
        if bits != Self.none {
            reading.fraction = Double(bitPattern: bits)
        } else if total > 0 {
            reading.fraction = min(Double(max(count, 0)) / Double(total), 1)
        }
        return reading
    }
}
