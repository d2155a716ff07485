import Headway
import Synchronization

/// An observer that only counts.
final class NoOpObserver: ProgressObserver {
    private let events = Atomic<Int>(0)

    var count: Int { events.load(ordering: .relaxed) }

    func onProgress(_ event: ProgressEvent) {
        events.wrappingAdd(1, ordering: .relaxed)
    }
}
