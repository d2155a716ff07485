import Dispatch
import Logging
import Synchronization

/// The shell around a ``RunLedger``: locks, the sampler's thread, the fold and the mailboxes.
///
/// Two locks keep the benchmark's threads from ever waiting for an observer. `ledger` is what calls touch, for less than
/// a microsecond. `delivery` serializes taking the outbox, folding and filling the mailboxes, mostly by the sampler. An
/// observer runs under neither.
final class TrackerCore: Sendable {
    private struct Delivery {
        var state = RunState()
        var mailboxes: [(id: Int, mailbox: Mailbox)] = []
        var nextID = 0
        var nextSample = Duration.zero
        var pacer = EstimatePacer()
    }

    private let configuration: ProgressTracker.Configuration
    private let ledger: Mutex<RunLedger>
    private let delivery = Mutex(Delivery())
    private let observerFailures = Atomic<Int>(0)
    /// Where the log is written: a log that blocks must not hold up the sampler.
    private let logQueue = DispatchQueue(label: "headway.log")
    private let sampler = Mutex<PacedThread?>(nil)

    init(configuration: ProgressTracker.Configuration) {
        self.configuration = configuration
        ledger = Mutex(RunLedger(runID: configuration.runID ?? ""))
    }

    private var moment: RunLedger.Moment {
        RunLedger.Moment(date: configuration.clock.date, uptime: configuration.clock.uptime)
    }

    // MARK: Calls

    /// Makes one entry in the ledger and lets the sampler's thread deliver what comes of it.
    func record<Result: Sendable>(_ entry: (inout RunLedger, RunLedger.Moment) -> Result) -> Result {
        let moment = moment
        let result = ledger.withLock { entry(&$0, moment) }
        sampler.withLock { $0?.wake() }
        return result
    }

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

    // MARK: Delivery

    /// The sampler's step.
    private func step(_ now: Duration) -> PacedThread.Next {
        let next = delivery.withLock { delivery -> Duration in
            let isDue = now >= delivery.nextSample
            deliver(&delivery, sampling: isDue)
            if isDue { delivery.nextSample = now + configuration.samplingInterval }
            return delivery.nextSample
        }
        return ledger.withLock { $0.hasRunningPhases } ? .at(next) : .whenWoken
    }

    /// Takes what the ledger has, folds it and puts it into the mailboxes.
    private func deliver(_ delivery: inout Delivery, sampling: Bool) {
        let moment = moment
        let (events, misuses) = ledger.withLock { ledger in
            if sampling { ledger.sample(at: moment) }
            return (ledger.takeOutbox(), ledger.takeUnreportedMisuses())
        }
        spread(events, &delivery)
        if sampling, let estimate = delivery.pacer.next(for: delivery.state, at: moment.uptime) {
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
        for event in events {
            delivery.state.apply(event)
            for (_, mailbox) in delivery.mailboxes { mailbox.push(event) }
        }
    }

    /// The state with all that was reported until now in it.
    var state: RunState {
        delivery.withLock { delivery in
            deliver(&delivery, sampling: true)
            return delivery.state
        }
    }

    /// How far into the run it is now.
    var elapsedSeconds: Double? { look { $0.elapsed(at: moment) } }

    // MARK: Observers

    func add(_ observer: any ProgressObserver) -> ObserverToken {
        let logger = configuration.logger
        let mailbox = Mailbox(for: observer) { [weak self] error in
            guard let self, observerFailures.add(1, ordering: .relaxed).newValue == 1 else { return }
            let kind = "\(type(of: observer))"
            logQueue.async {
                logger.warning(
                    "an observer failed; the run goes on",
                    metadata: ["observer": "\(kind)", "error": "\(error)"]
                )
            }
        }
        return delivery.withLock { delivery in
            // What was reported before is none of the new observer's business.
            deliver(&delivery, sampling: false)
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
        let (barrier, mailboxes) = delivery.withLock { delivery -> (Barrier, [Mailbox]) in
            deliver(&delivery, sampling: true)
            let mailboxes = delivery.mailboxes.map(\.mailbox)
            let barrier = Barrier(count: mailboxes.count, whenReached: body)
            for mailbox in mailboxes { mailbox.push(barrier) }
            return (barrier, mailboxes)
        }
        withExtendedLifetime((barrier, mailboxes)) {}
    }

    /// Waits until the observers have handled all that was reported; from inside an observer it doesn't wait.
    func flush() async {
        guard !Mailbox.isInsideObserver else { return deliverNow() }
        await withUnsafeContinuation { continuation in
            afterDelivery { continuation.resume() }
        }
    }

    private func deliverNow() {
        delivery.withLock { deliver(&$0, sampling: true) }
    }

    /// Blocks until the observers have handled all that was reported, or the deadline has passed; from inside an
    /// observer it doesn't wait.
    func drain() {
        guard !Mailbox.isInsideObserver else { return deliverNow() }
        let semaphore = DispatchSemaphore(value: 0)
        afterDelivery { semaphore.signal() }
        let deadline = configuration.drainDeadline.inMicroseconds
        _ = semaphore.wait(timeout: .now() + .microseconds(Int(clamping: max(deadline, 0))))
    }

    /// Waits like ``drain()`` without blocking a thread.
    func drainAsynchronously() async {
        guard !Mailbox.isInsideObserver else { return deliverNow() }
        let deadline = configuration.drainDeadline.inMicroseconds
        await withUnsafeContinuation { (continuation: UnsafeContinuation<Void, Never>) in
            let first = OneTimeContinuation(continuation)
            afterDelivery { first.resume() }
            DispatchQueue.global().asyncAfter(deadline: .now() + .microseconds(Int(clamping: max(deadline, 0)))) {
                first.resume()
            }
        }
    }

    /// Waits until what was to be logged has been handed to the logger.
    func drainLog() async {
        await withUnsafeContinuation { continuation in
            logQueue.async { continuation.resume() }
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
