#if canImport(Darwin)
import Darwin
#elseif canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#endif

/// How process groups are sent signals.
package struct GroupSignals: Sendable {
    /// By the system.
    package static let system = GroupSignals { $0.signal($1) }

    private let send: @Sendable (ProcessGroup, Int32) -> Void

    /// Makes another way, for tests.
    package init(_ send: @escaping @Sendable (ProcessGroup, Int32) -> Void) {
        self.send = send
    }

    /// Does what a teardown has decided.
    func perform(_ action: GroupTeardown.Action, on group: ProcessGroup) {
        switch action {
        case .terminate:
            send(group, SIGTERM)
            // Those that are stopped are let go on, to hear it.
            send(group, SIGCONT)
        case .kill:
            send(group, SIGKILL)
        case .wait, .done, .giveUp:
            break
        }
    }
}
