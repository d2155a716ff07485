import Dispatch
import Logging
import Synchronization

/// The shell around a ``RunLedger``: locks, the sampler's thread, the fold and the mailboxes.
///
/// Its locks keep the benchmark's threads from ever waiting for an observer. `ledger` is what calls touch, for about a
/// microsecond; a sampling of many phases lets go of it after every few hundred. `delivery` serializes taking the outbox, folding and filling the mailboxes, mostly by the sampler. An
/// observer runs under neither.
final class TrackerCore: Sendable {
    private struct Delivery {
        var state = RunState()
        var mailboxes: [(id: Int, mailbox: Mailbox)] = []
        var nextID = 0
        var nextSample = Duration.zero
        var pacer: EstimatePacer

        init(history: PhaseHistory?) {
            pacer = EstimatePacer(history: history)
        }
    }

    private let configuration: ProgressTracker.Configuration
    private let ledger: Mutex<RunLedger>
    private let delivery: Mutex<Delivery>
    /// The phase that began last and still runs: for the call that is made most, which must not meet the sampler at the
    /// ledger's lock.
    private let current = Mutex<(index: Int, meter: PhaseMeter)?>(nil)
    /// Where the log is written: a log that blocks must not hold up the sampler.
    private let logQueue = DispatchQueue(label: "headway.log")
    private let sampler = Mutex<PacedThread?>(nil)
    private let hasLookedForRunner = OnceFlag()

    init(configuration: ProgressTracker.Configuration) {
        self.configuration = configuration
        ledger = Mutex(RunLedger(runID: configuration.runID ?? ""))
        delivery = Mutex(Delivery(history: configuration.history))
    }

    /// How long phases are expected to take: by the history, or else as the caller expects it.
    func expectations(of benchmark: String, phases: [String], given: [Double?]) -> [Double?] {
        guard let history = configuration.history, !history.runs(of: benchmark).isEmpty else { return given }
        let known = history.expectedSeconds(benchmark: benchmark, phases: phases)
        return known.enumerated().map { index, seconds in seconds ?? (index < given.count ? given[index] : nil) }
    }

    /// For how long phases have usually been quiet at most.
    func usualQuietSeconds(of benchmark: String) -> [PhaseKey: Double] {
        configuration.history?.usualQuietSeconds(benchmark: benchmark) ?? [:]
    }

    private var moment: RunLedger.Moment {
        RunLedger.Moment(date: configuration.clock.date, uptime: configuration.clock.uptime)
    }

    // MARK: Calls

    /// Makes one entry in the ledger and lets the sampler's thread deliver what comes of it.
    @discardableResult
    func record<Result: Sendable>(_ entry: (inout RunLedger, RunLedger.Moment) -> Result) -> Result {
        let moment = moment
        let result = ledger.withLock { ledger in
            let result = entry(&ledger, moment)
            let meter = ledger.currentPhase.flatMap { index in ledger.meter(of: index).map { (index, $0) } }
            current.withLock { $0 = meter }
            return result
        }
        sampler.withLock { $0?.wake() }
        return result
    }

    /// The phase that began last and still runs.
    var currentPhase: (index: Int, meter: PhaseMeter)? { current.withLock { $0 } }

    /// Looks something up in the ledger.
    func look<Result: Sendable>(_ body: (borrowing RunLedger) -> Result) -> Result {
        ledger.withLock { body($0) }
    }

    /// Counts a call that made no sense.
    func note(_ misuse: Misuse) {
        record { ledger, _ in ledger.note(misuse) }
    }

    /// The fraction within 0…1; nothing if it is not a number.
    func clamp(_ fraction: Double) -> Double? {
        guard !fraction.isNaN else {
            note(.notANumber)
            return nil
        }
        if fraction < 0 || fraction > 1 { note(.outOfRange) }
        return min(max(fraction, 0), 1)
    }

    var misuses: [Misuse: Int] { ledger.withLock { $0.misuses } }

    /// Starts the sampler's thread, once.
    func startSampling() {
        sampler.withLock { sampler in
            guard sampler == nil else { return }
            sampler = PacedThread(name: "hw.sampler", clock: configuration.clock) { [weak self] now in
                self?.step(now) ?? .never
            }
        }
    }

    /// Adds the observer that tells the run which this program is a phase of, once.
    func reportToRunner() {
        guard hasLookedForRunner.raise(), let output = configuration.runnerOutput else { return }
        _ = add(RunnerObserver(output: output))
    }

    // MARK: Delivery

    /// The sampler's step.
    private func step(_ now: Duration) -> PacedThread.Next {
        let next = delivery.withLock { delivery -> Duration in
            let isDue = now >= delivery.nextSample
            deliver(&delivery, sampling: isDue)
            if isDue { delivery.nextSample = now + max(configuration.samplingInterval, .milliseconds(1)) }
            return delivery.nextSample
        }
        return ledger.withLock { $0.hasRunningPhases } ? .at(next) : .whenWoken
    }

    /// Takes what the ledger has, folds it and puts it into the mailboxes.
    private func deliver(_ delivery: inout Delivery, sampling: Bool) {
        let moment = moment
        if sampling {
            var sampling = ledger.withLock { $0.beginSampling() }
            while ledger.withLock({ $0.go(on: &sampling, at: moment) }) {}
        }
        let (events, misuses) = ledger.withLock { ($0.takeOutbox(), $0.takeUnreportedMisuses()) }
        spread(events, &delivery)
        if sampling, let elapsed = ledger.withLock({ $0.elapsed(at: moment) }),
            let estimate = delivery.pacer.next(for: delivery.state, atElapsed: elapsed, at: moment.uptime)
        {
            let estimates = ledger.withLock { ledger in
                ledger.estimate(estimate, at: moment)
                return ledger.takeOutbox()
            }
            spread(estimates, &delivery)
        }
        if !misuses.isEmpty {
            let logger = configuration.logger
            logQueue.async {
                for misuse in misuses { logger.warning("\(misuse.rawValue)", metadata: ["misuse": "\(misuse)"]) }
            }
        }
    }

    private func spread(_ events: [ProgressEvent], _ delivery: inout Delivery) {
        for event in events { delivery.state.apply(event) }
        for (_, mailbox) in delivery.mailboxes { mailbox.push(events) }
    }

    /// The state with all that was reported until now in it.
    ///
    /// Looking tells nobody: progress that the sampler hasn't seen yet is folded into the copy alone. Else an observer
    /// that looks would cause the next event, and so on.
    var state: RunState {
        let moment = moment
        var (state, news) = delivery.withLock { delivery in
            deliver(&delivery, sampling: false)
            return (delivery.state, ledger.withLock { $0.preview(at: moment) })
        }
        for event in news { state.apply(event) }
        state.updateDurations()
        return state
    }

    /// The time remaining now.
    var remainingTime: TimeEstimate? {
        let state = state
        guard let elapsed = look({ $0.elapsed(at: moment) }) else { return nil }
        return delivery.withLock { $0.pacer.estimate(state, atElapsed: elapsed) }
    }

    // MARK: Observers

    func add(_ observer: any ProgressObserver) -> ObserverToken {
        let logger = configuration.logger
        let kind = "\(type(of: observer))"
        let hasFailed = OnceFlag()
        let mailbox = Mailbox(for: observer, owner: ObjectIdentifier(self)) { [weak self] error in
            guard let self, hasFailed.raise() else { return }
            logQueue.async {
                logger.warning(
                    "an observer failed; the run goes on",
                    metadata: ["observer": "\(kind)", "error": "\(error)"]
                )
            }
        }
        return delivery.withLock { delivery in
            deliver(&delivery, sampling: false)
            if observer is any FoldingObserver {
                mailbox.push(delivery.state.restatement())
            }
            delivery.nextID += 1
            delivery.mailboxes.append((delivery.nextID, mailbox))
            return ObserverToken(id: delivery.nextID)
        }
    }

    func remove(_ token: ObserverToken) {
        let mailbox = delivery.withLock { delivery -> Mailbox? in
            guard let place = delivery.mailboxes.firstIndex(where: { $0.id == token.id }) else { return nil }
            return delivery.mailboxes.remove(at: place).mailbox
        }
        mailbox?.close(discarding: true)
    }

    // MARK: Waiting

    /// Delivers all that was reported and says when the observers have handled it.
    private func afterDelivery(_ body: @escaping @Sendable () -> Void) {
        delivery.withLock { delivery in
            deliver(&delivery, sampling: true)
            // The log comes last, as the observers may have given it something to say.
            let barrier = Barrier(count: delivery.mailboxes.count) { [logQueue] in logQueue.async(execute: body) }
            for (_, mailbox) in delivery.mailboxes { mailbox.push(barrier) }
        }
    }

    /// Waits until the observers have handled all that was reported; from inside an observer it doesn't wait.
    func flush() async {
        guard !isInsideObserver else { return deliverNow() }
        await withUnsafeContinuation { continuation in
            afterDelivery { continuation.resume() }
        }
    }

    /// Whether the current task is a callback of one of this tracker's observers, which must not wait for observers.
    private var isInsideObserver: Bool { Mailbox.owners.contains(ObjectIdentifier(self)) }

    private func deliverNow() {
        delivery.withLock { deliver(&$0, sampling: false) }
    }

    /// Blocks until the observers have handled all that was reported, or the deadline has passed; from inside an
    /// observer it doesn't wait.
    func drain() {
        guard !isInsideObserver else { return deliverNow() }
        let semaphore = DispatchSemaphore(value: 0)
        afterDelivery { semaphore.signal() }
        let deadline = configuration.drainDeadline.inMicroseconds
        _ = semaphore.wait(timeout: .now() + .microseconds(Int(clamping: max(deadline, 0))))
    }

    /// Waits like ``drain()`` without blocking a thread.
    func drainAsynchronously() async {
        guard !isInsideObserver else { return deliverNow() }
        let deadline = configuration.drainDeadline.inMicroseconds
        await withUnsafeContinuation { (continuation: UnsafeContinuation<Void, Never>) in
            let limit = DispatchTimeInterval.microseconds(Int(clamping: max(deadline, 0)))
            let first = OneTimeContinuation(continuation, within: limit)
            afterDelivery { first.resume() }
        }
    }

    /// Ends everything when the tracker goes away; what was reported is still delivered, in the background.
    func close() {
        let mailboxes = delivery.withLock { delivery in
            deliver(&delivery, sampling: true)
            defer { delivery.mailboxes = [] }
            return delivery.mailboxes.map(\.mailbox)
        }
        for mailbox in mailboxes { mailbox.close(discarding: false) }
        sampler.withLock { $0?.stop() }
    }
}
