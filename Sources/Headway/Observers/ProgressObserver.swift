/// Something that wants to know how a run goes.
///
/// Each observer of a ``ProgressTracker`` has a mailbox and a thread of its own, and is called with one event after the
/// other. However long it takes, whatever it throws, it delays neither the benchmark nor another observer: while it is
/// busy, the newest progress of a phase replaces an older one that still waits, and everything else is kept until
/// delivered. It may call the tracker, and add or remove observers, from inside ``onProgress(_:)``.
public protocol ProgressObserver: Sendable {
    /// Takes one event. Events arrive in the order of their ``ProgressEvent/sequence``; gaps are conflated progress.
    ///
    /// - Parameter event: What happened.
    /// - Throws: Anything; the tracker counts it, says so once in its log, and goes on.
    func onProgress(_ event: ProgressEvent) async throws
}
