import Foundation
import Headway
import Synchronization

/// An observer that checks what it is told: in order, and no transition missing.
final class CheckingObserver: ProgressObserver {
    private struct Seen {
        var last = 0
        var transitions = 0
        var isInOrder = true
    }

    private let seen = Mutex(Seen())
    /// How long it takes for each event, in microseconds.
    private let delay: UInt32

    /// - Parameter delay: How long it takes for each event, in microseconds.
    init(delay: UInt32 = 0) {
        self.delay = delay
    }

    var transitions: Int { seen.withLock { $0.transitions } }

    var isInOrder: Bool { seen.withLock { $0.isInOrder } }

    func onProgress(_ event: ProgressEvent) {
        if delay > 0 { usleep(delay) }
        seen.withLock { seen in
            if event.sequence <= seen.last { seen.isInOrder = false }
            seen.last = event.sequence
            switch event.type {
            case .phaseProgress, .estimateUpdated: break
            default: seen.transitions += 1
            }
        }
    }
}
