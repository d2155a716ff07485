import Synchronization

/// How somebody asks a run to stop.
///
/// The first request ends the running phase in order, a second one at once.
public final class StopSignal: Sendable {
    private let requests = Mutex<[Int32]>([])

    /// Makes a signal that nobody has given.
    public init() {}

    /// Asks to stop.
    ///
    /// - Parameter signal: The signal with which somebody asked, for example `SIGINT`.
    public func request(_ signal: Int32) {
        requests.withLock { $0.append(signal) }
    }

    /// The signal with which somebody asked first; `nil` if nobody did.
    public var first: Int32? { requests.withLock { $0.first } }

    /// Whether what is being ended must end at once.
    ///
    /// - Parameter isCancelled: Whether it is being ended because somebody asked; then it takes a second request.
    func isUrgent(isCancelled: Bool) -> Bool { requests.withLock { $0.count > (isCancelled ? 1 : 0) } }
}
