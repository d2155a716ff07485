import Synchronization

/// One observer's mailbox and the serial consumer that empties it.
final class Mailbox: Sendable {
    /// The trackers in whose observers' callbacks the current task is.
    @TaskLocal static var owners: Set<ObjectIdentifier> = []

    /// How many events a batch has at most.
    private static let batchLimit = 256

    private enum Closing {
        case no
        /// What waits is still delivered.
        case afterLast
        case atOnce
    }

    private struct State {
        var queue = MailboxQueue()
        var closing = Closing.no
        /// The consumer, while it has nothing to do.
        var idle: UnsafeContinuation<Void, Never>?
    }

    private let state = Mutex(State())
    /// Whether the observer has been removed, for those that are taken and not delivered yet.
    private let isDiscarding = Atomic(false)

    /// Starts delivering.
    ///
    /// - Parameters:
    ///   - observer: To whom.
    ///   - owner: The tracker that fills the mailbox.
    ///   - onFailure: Told of each error that the observer throws.
    init(
        for observer: any ProgressObserver,
        owner: ObjectIdentifier,
        onFailure: @escaping @Sendable (any Error) -> Void
    ) {
        let executor = ObserverExecutor()
        let batchObserver = observer as? any BatchObserver
        Task.detached(executorPreference: executor) { [self] in
            await Self.$owners.withValue([owner]) {
                while let item = await next() {
                    switch item {
                    case .event(let event):
                        if let batchObserver {
                            batchObserver.onProgress([event] + takeWaiting())
                            continue
                        }
                        do { try await observer.onProgress(event) } catch { onFailure(error) }
                        for event in takeMore() {
                            guard !isDiscarding.load(ordering: .relaxed) else { break }
                            do { try await observer.onProgress(event) } catch { onFailure(error) }
                        }
                    case .barrier(let barrier):
                        barrier.arrive()
                    }
                }
            }
            executor.stop()
        }
    }

    /// Puts in events that follow each other, for which the consumer is woken once.
    func push(_ events: [ProgressEvent]) {
        guard !events.isEmpty else { return }
        change { queue in
            for event in events { queue.push(event) }
        }
    }

    func push(_ barrier: Barrier) {
        if !change({ $0.push(barrier) }) { barrier.arrive() }
    }

    /// Ends the consumer.
    ///
    /// - Parameter discarding: Whether what waits is dropped instead of delivered.
    func close(discarding: Bool) {
        if discarding { isDiscarding.store(true, ordering: .relaxed) }
        let (idle, dropped) = state.withLock { state -> (UnsafeContinuation<Void, Never>?, MailboxQueue) in
            defer { state.idle = nil }
            state.closing = discarding ? .atOnce : .afterLast
            guard discarding else { return (state.idle, MailboxQueue()) }
            defer { state.queue = MailboxQueue() }
            return (state.idle, state.queue)
        }
        idle?.resume()
        var rest = dropped
        while let item = rest.pop() {
            if case .barrier(let barrier) = item { barrier.arrive() }
        }
    }

    /// Changes the queue and wakes the consumer.
    ///
    /// - Returns: Whether the mailbox was open.
    @discardableResult
    private func change(_ body: (inout MailboxQueue) -> Void) -> Bool {
        let (isOpen, idle) = state.withLock { state -> (Bool, UnsafeContinuation<Void, Never>?) in
            guard case .no = state.closing else { return (false, nil) }
            body(&state.queue)
            defer { state.idle = nil }
            return (true, state.idle)
        }
        idle?.resume()
        return isOpen
    }

    /// The events that wait already.
    private func takeWaiting() -> [ProgressEvent] {
        state.withLock { state in
            if case .atOnce = state.closing { return [] }
            return state.queue.popEvents(atMost: Self.batchLimit - 1)
        }
    }

    /// Events that wait and may be taken together: one look at the lock for all of them.
    private func takeMore() -> [ProgressEvent] {
        state.withLock { state in
            if case .atOnce = state.closing { return [] }
            return state.queue.popTogether(atMost: Self.batchLimit)
        }
    }

    /// The next item, as soon as there is one; `nil` at the end.
    private func next() async -> MailboxQueue.Item? {
        while true {
            let (item, isClosed) = state.withLock { state -> (MailboxQueue.Item?, Bool) in
                if case .atOnce = state.closing { return (nil, true) }
                if let item = state.queue.pop() { return (item, false) }
                if case .afterLast = state.closing { return (nil, true) }
                return (nil, false)
            }
            if item != nil || isClosed { return item }
            await withUnsafeContinuation { continuation in
                let isNeeded = state.withLock { state in
                    guard case .no = state.closing, state.queue.count == 0 else { return false }
                    state.idle = continuation
                    return true
                }
                if !isNeeded { continuation.resume() }
            }
        }
    }
}
