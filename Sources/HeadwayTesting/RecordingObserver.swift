public import Headway
import Synchronization

/// An observer that keeps every event it is told of.
///
/// Await ``/Headway/ProgressTracker/flush()`` before looking at what it has.
public final class RecordingObserver: ProgressObserver {
    private let recorded = Mutex<[ProgressEvent]>([])

    /// Makes an observer that has heard of nothing.
    public init() {}

    /// The events so far, in the order in which they came.
    public var events: [ProgressEvent] { recorded.withLock { $0 } }

    /// The types of the events so far.
    public var types: [ProgressEventType] { events.map(\.type) }

    /// The sequences of the events so far.
    public var sequences: [Int] { events.map(\.sequence) }

    /// The events of one type.
    ///
    /// - Parameter type: Which.
    /// - Returns: Those events, in order.
    public func events(of type: ProgressEventType) -> [ProgressEvent] {
        events.filter { $0.type == type }
    }

    /// Keeps an event.
    ///
    /// - Parameter event: What happened.
    public func onProgress(_ event: ProgressEvent) {
        recorded.withLock { $0.append(event) }
    }
}
