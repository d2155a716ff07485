/// What ``ProgressTracker/addObserver(_:)`` returns, to remove that observer again.
public struct ObserverToken: Sendable, Hashable {
    let id: Int
}
