import Dispatch
import Headway
import Synchronization

/// An observer that holds on to its first event until it is released.
final class BlockingObserver: ProgressObserver {
    private let gate = DispatchSemaphore(value: 0)
    private let entered = DispatchSemaphore(value: 0)
    private let seen = Mutex<[ProgressEvent]>([])

    var events: [ProgressEvent] { seen.withLock { $0 } }

    func onProgress(_ event: ProgressEvent) {
        let isFirst = seen.withLock { seen in
            seen.append(event)
            return seen.count == 1
        }
        guard isFirst else { return }
        entered.signal()
        gate.wait()
    }

    /// Blocks until the first event has arrived.
    func waitUntilEntered() { entered.wait() }

    func release() { gate.signal() }
}
