import CHeadway

#if canImport(Darwin)
import Darwin
#elseif canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#endif

/// Tells the program of the signals that it gets, on an ordinary thread.
///
/// Handlers that were there before go on being called, before that.
package final class SignalWatcher: Sendable {
    /// Starts watching; only one of them can be there at a time.
    ///
    /// - Parameters:
    ///   - signals: Which signals.
    ///   - sparesIgnored: Whether those that are being ignored go on being ignored, as `nohup` wants it.
    ///   - body: Called with each that comes, one after the other.
    package init(_ signals: [Int32], sparesIgnored: Bool = false, _ body: @escaping @Sendable (Int32) -> Void) {
        var ends: [Int32] = [-1, -1]
        guard pipe(&ends) == 0 else { return }
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        _ = fcntl(ends[1], F_SETFL, O_NONBLOCK)
        let readEnd = ends[0]
        PlatformThread.start(name: "hw.signals") {
            var byte: UInt8 = 0
            while true {
                let count = read(readEnd, &byte, 1)
                if count == 1 {
                    body(Int32(byte))
                } else if count == 0 || errno != EINTR {
                    return
                }
            }
        }
        for signal in signals { _ = headway_watch_signal(signal, ends[1], sparesIgnored ? 1 : 0) }
    }

    /// Whether somebody else handles a signal, too, and so decides what becomes of the program.
    package static func isHandledElsewhere(_ signal: Int32) -> Bool {
        headway_signal_is_passed_on(signal) != 0
    }

    /// Ends this process as a signal that nobody watches would.
    package static func endProcess(by number: Int32) {
        signal(number, SIG_DFL)
        kill(getpid(), number)
    }

    /// Stops this process as a signal that nobody watches would, and returns when it goes on.
    ///
    /// Unlike `SIGSTOP` the system drops it where no shell is left to let the process go on.
    package static func stopProcess() {
        var only = sigset_t()
        var before = sigset_t()
        sigemptyset(&only)
        sigaddset(&only, SIGTSTP)
        signal(SIGTSTP, SIG_DFL)
        // To this very thread, so that it has happened when the call returns.
        pthread_sigmask(SIG_UNBLOCK, &only, &before)
        raise(SIGTSTP)
        pthread_sigmask(SIG_SETMASK, &before, nil)
        _ = headway_watch_signal(SIGTSTP, -1, 0)
    }
}
