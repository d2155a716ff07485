import Synchronization

/// The handle of a running phase.
///
/// Any number of threads may use it at once. Dropping the last reference to a handle whose phase hasn't been completed
/// reports the phase as ``PhaseStatus/abandoned``.
public final class Phase: Sendable {
    /// The phase's index within its run; `nil` if it never began because no run was going on.
    public let index: Int?
    /// The name that it was started with.
    public let name: String

    private let tracker: ProgressTracker
    private let meter: PhaseMeter
    private let isCompleted = Atomic(false)

    init(name: String, index: Int?, meter: PhaseMeter, tracker: ProgressTracker) {
        self.name = name
        self.index = index
        self.meter = meter
        self.tracker = tracker
    }

    deinit {
        guard let index, !isCompleted.load(ordering: .acquiring) else { return }
        tracker.core.record { ledger, moment in
            // A run that has ended has settled its phases already.
            guard ledger.meter(of: index) != nil else { return }
            ledger.finish(index, PhaseEnd(status: .abandoned), at: moment)
        }
    }

    /// Counts units of work that are done.
    ///
    /// This is the one call made for every one of them: an addition to a counter that threads don't share, without a lock,
    /// an allocation, a look at the clock or a system call. It isn't for signal handlers.
    ///
    /// - Parameter amount: How many; a negative number is ignored.
    @inline(never)  // a short call; see `StripedCounter.add(_:)` for why it stays one
    public func advance(by amount: Int = 1) {
        guard amount >= 0 else { return noteNegative() }
        meter.advance(by: amount)
    }

    /// Apart, so that `advance(by:)` has no registers to save.
    @inline(never)
    private func noteNegative() {
        tracker.core.note(.negative)
    }

    /// Says how many units are done in all; ``advance(by:)`` counts on from there.
    ///
    /// - Parameters:
    ///   - completed: How many; a negative number is ignored.
    ///   - total: How many there are, if that is known only now or has changed.
    ///   - unit: What is counted, if that is known only now or has changed, for example `"files"`.
    public func update(completed: Int, total: Int? = nil, unit: String? = nil) {
        guard completed >= 0, total ?? 0 >= 0 else { return tracker.core.note(.negative) }
        if let total { meter.set(total: total) }
        if let unit {
            let text = tracker.core.record { ledger, _ in ledger.cut(unit) }
            meter.change { $0.unit = text }
        }
        meter.set(completed: completed)
        passOnFirstReport()
    }

    /// Says how far the phase is, where that isn't a count.
    ///
    /// It takes precedence over units counted with ``advance(by:)``.
    ///
    /// - Parameter fraction: 0…1; beyond that it is clamped, and what is not a number is ignored.
    public func update(fraction: Double) {
        guard let fraction = tracker.core.clamp(fraction) else { return }
        meter.set(fraction: fraction)
        passOnFirstReport()
    }

    /// What the phase is doing, for people to read beside its bar.
    public var message: String? {
        get { meter.message }
        set {
            let text = tracker.core.record { ledger, _ in newValue.map { ledger.cut($0) } }
            meter.change { $0.message = text }
        }
    }

    /// What the phase counts, where that is known only after it has begun.
    package var unit: String? {
        get { meter.unit }
        set {
            guard newValue != meter.unit else { return }
            let text = tracker.core.record { ledger, _ in newValue.map { ledger.cut($0) } }
            meter.change { $0.unit = text }
        }
    }

    /// The process group in which the phase's command runs, so that it can be ended when its runner is gone.
    package var processGroup: Int? {
        get { meter.processGroup }
        set {
            meter.change { $0.processGroup = newValue }
            passOnFirstReport()
        }
    }

    /// Begins a phase that this one's command reports.
    ///
    /// The first one takes this one's place, and this handle does nothing any more; the others are added.
    ///
    /// - Parameters:
    ///   - name: The name of the other phase.
    ///   - total: How many units of work it has, if it knows.
    /// - Returns: The handle of the other phase.
    package func startReported(_ name: String, total: Int? = nil) -> Phase {
        let isFirst = !isCompleted.exchange(true, ordering: .acquiringAndReleasing)
        return tracker.startUnannouncedPhase(name, total: total, of: self.name, inPlaceOf: isFirst ? index : nil)
    }

    /// Notes that the phase's command reports too many phases of its own, so that it is said once.
    package func noteTooManyReported() {
        tracker.core.note(.reportedPhaseLimit)
    }

    /// Notes that the phase's command has printed something: a sign of life, if not of progress.
    package func noteActivity(_ line: String?) {
        meter.noteActivity(line)
    }

    /// Ends the phase.
    ///
    /// A second call is ignored.
    ///
    /// - Parameters:
    ///   - status: How it ended.
    ///   - error: What went wrong, if it didn't end well.
    public func complete(_ status: PhaseStatus = .completed, error: String? = nil) {
        complete(PhaseEnd(status: status, error: error))
    }

    /// Ends the phase, with more to be remembered of how it did.
    package func complete(_ end: PhaseEnd) {
        guard end.status.isEnd else { return tracker.core.note(.notAnEnd) }
        guard let index else { return tracker.core.note(.notRunning) }
        guard !isCompleted.exchange(true, ordering: .acquiringAndReleasing) else {
            return tracker.core.note(.completedTwice)
        }
        tracker.core.record { ledger, moment in ledger.finish(index, end, at: moment) }
    }

    /// Ends the phase, unless its body has.
    func completeUnlessDone(_ status: PhaseStatus, error: String? = nil) {
        if !isCompleted.load(ordering: .acquiring) { complete(status, error: error) }
    }

    /// The first report of a phase goes out at once; after that the sampler sets the pace.
    private func passOnFirstReport() {
        guard meter.isFirstReport(), let index else { return }
        tracker.core.record { ledger, moment in ledger.sample(index, at: moment) }
    }
}
