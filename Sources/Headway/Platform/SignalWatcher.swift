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
/// A handler that was there before isn't called by itself, but the signal can be passed on to it.
package final class SignalWatcher: Sendable {
    /// Starts watching; only one of them can be there at a time.
    ///
    /// - Parameters:
    ///   - signals: Which signals.
    ///   - spared: Which of them go on being ignored if they are, as `nohup` and `&` in a script want it.
    ///   - body: Called with each that comes, one after the other.
    package init(
        _ signals: [Int32],
        sparingIgnored spared: [Int32] = [],
        _ body: @escaping @Sendable (Int32) -> Void
    ) {
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
        for signal in signals { _ = headway_watch_signal(signal, ends[1], spared.contains(signal) ? 1 : 0) }
    }

    /// Whether a signal had a handler before it was watched, which decides what becomes of the program.
    package static func hasOtherHandler(_ signal: Int32) -> Bool {
        headway_signal_has_handler(signal) != 0
    }

    /// Ends this process as a signal that nobody watches would.
    package static func endProcess(by number: Int32) {
        signal(number, SIG_DFL)
        kill(getpid(), number)
    }

    /// Lets a signal do what it would if it weren't watched here, and returns when it has: the process goes on after it
    /// was stopped, or a handler that was there before has been called.
    ///
    /// Unlike `SIGSTOP` the system drops `SIGTSTP` where no shell is left to let the process go on.
    package static func passOn(_ number: Int32) {
        var only = sigset_t()
        var before = sigset_t()
        sigemptyset(&only)
        sigaddset(&only, number)
        _ = headway_unwatch_signal(number)
        // To this very thread, so that it has happened when the call returns.
        pthread_sigmask(SIG_UNBLOCK, &only, &before)
        raise(number)
        pthread_sigmask(SIG_SETMASK, &before, nil)
        _ = headway_watch_signal(number, -1, 0)
    }
}
