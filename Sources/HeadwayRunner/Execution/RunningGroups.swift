import Synchronization

#if canImport(Darwin)
import Darwin
#elseif canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#endif

/// The process groups of the commands that run, for whoever has to stop them, let them go on or kill them.
package final class RunningGroups: Sendable {
    private let groups = Mutex<Set<ProcessGroup>>([])
    private let continued = Atomic(0)

    /// Begins without any.
    package init() {}

    /// Sends all of them a signal.
    package func signal(_ signal: Int32) {
        for group in groups.withLock({ $0 }) { group.signal(signal) }
        if signal == SIGCONT { continued.add(1, ordering: .acquiringAndReleasing) }
    }

    /// How often they were let go on.
    var continuations: Int { continued.load(ordering: .acquiring) }

    func insert(_ group: ProcessGroup) {
        groups.withLock { _ = $0.insert(group) }
    }

    func remove(_ group: ProcessGroup) {
        groups.withLock { _ = $0.remove(group) }
    }
}
