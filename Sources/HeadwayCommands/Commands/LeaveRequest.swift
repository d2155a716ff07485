import ArgumentParser
import Synchronization

/// Whether somebody wants to leave, and with which code.
final class LeaveRequest: Sendable {
    private let request = Mutex<ExitCode?>(nil)

    /// The code of the first request.
    var code: ExitCode? { request.withLock { $0 } }

    func ask(_ code: ExitCode) {
        request.withLock { $0 = $0 ?? code }
    }
}
