import Synchronization

@testable import Headway

/// The keys of a terminal that isn't there.
final class RecordedKeys: TerminalKeys {
    private let hidden = Mutex(false)

    var areHidden: Bool { hidden.withLock { $0 } }

    func hide() { hidden.withLock { $0 = true } }

    func restore() { hidden.withLock { $0 = false } }
}
