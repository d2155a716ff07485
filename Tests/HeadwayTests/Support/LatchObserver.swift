import Headway
import Synchronization

/// Lets a test wait for the first event of a type without sleeping.
final class LatchObserver: ProgressObserver {
    private struct State {
        var event: ProgressEvent?
        var waiting: [CheckedContinuation<Void, Never>] = []
    }

    private let type: ProgressEventType
    private let state = Mutex(State())

    init(_ type: ProgressEventType) {
        self.type = type
    }

    var event: ProgressEvent? { state.withLock { $0.event } }

    func onProgress(_ event: ProgressEvent) {
        guard event.type == type else { return }
        let waiting = state.withLock { state in
            if state.event == nil { state.event = event }
            defer { state.waiting = [] }
            return state.waiting
        }
        for continuation in waiting { continuation.resume() }
    }

    func reached() async {
        await withCheckedContinuation { continuation in
            let isThere = state.withLock { state in
                if state.event == nil { state.waiting.append(continuation) }
                return state.event != nil
            }
            if isThere { continuation.resume() }
        }
    }
}
