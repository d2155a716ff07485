import Headway
import Synchronization

/// Passes events on to an observer and notes what it makes of them.
final class WatchedObserver: ProgressObserver {
    private let observer: any ProgressObserver
    private let onFailure: @Sendable (String) -> Void
    private let end = Atomic(false)

    init(observer: any ProgressObserver, onFailure: @escaping @Sendable (String) -> Void) {
        self.observer = observer
        self.onFailure = onFailure
    }

    /// Whether the observer has handled the end of the run.
    var hasSeenEnd: Bool { end.load(ordering: .acquiring) }

    func onProgress(_ event: ProgressEvent) async {
        await take(event)
        if event.type == .benchmarkCompleted { end.store(true, ordering: .releasing) }
    }

    func take(_ event: ProgressEvent) async {
        do {
            try await observer.onProgress(event)
        } catch {
            onFailure("it threw \(error) at \(event.type.rawValue) (sequence \(event.sequence))")
        }
    }
}
