import Headway

/// An observer that fails each time.
struct FailingObserver: ProgressObserver {
    private struct Failure: Error {}

    func onProgress(_ event: ProgressEvent) throws {
        throw Failure()
    }
}
