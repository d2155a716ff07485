import Synchronization

/// A continuation that several may resume; the first does.
final class OneTimeContinuation: Sendable {
    private let continuation: Mutex<UnsafeContinuation<Void, Never>?>

    init(_ continuation: UnsafeContinuation<Void, Never>) {
        self.continuation = Mutex(continuation)
    }

    func resume() {
        let mine = continuation.withLock { continuation in
            defer { continuation = nil }
            return continuation
        }
        mine?.resume()
    }
}
