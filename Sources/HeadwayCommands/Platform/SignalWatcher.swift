import Headway
import Synchronization

#if canImport(Darwin)
import Darwin
#elseif canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#endif

/// Where the signal handler writes the number of the signal.
///
/// A handler may use nothing but a global and `write`.
private let pipeForSignals = Atomic<Int32>(-1)

/// Tells the program of the signals that it gets, on an ordinary thread.
final class SignalWatcher: Sendable {
    /// Starts watching; only one of them can be there at a time.
    ///
    /// - Parameters:
    ///   - signals: Which signals.
    ///   - body: Called with each that comes, one after the other.
    init(_ signals: [Int32], _ body: @escaping @Sendable (Int32) -> Void) {
        var ends: [Int32] = [-1, -1]
        guard pipe(&ends) == 0 else { return }
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        _ = fcntl(ends[1], F_SETFL, O_NONBLOCK)
        pipeForSignals.store(ends[1], ordering: .sequentiallyConsistent)
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
        for signal in signals { Self.install(signal) }
    }

    /// Lets a signal do again what it does to a program that doesn't watch it.
    static func reset(_ number: Int32) {
        signal(number, SIG_DFL)
    }

    /// Stops this process as a signal that nobody watches would, and returns when it goes on.
    ///
    /// Unlike `SIGSTOP` the system drops it where no shell is left to let the process go on.
    static func stopProcess() {
        var only = sigset_t()
        var before = sigset_t()
        sigemptyset(&only)
        sigaddset(&only, SIGTSTP)
        reset(SIGTSTP)
        // To this very thread, so that it has happened when the call returns.
        pthread_sigmask(SIG_UNBLOCK, &only, &before)
        raise(SIGTSTP)
        pthread_sigmask(SIG_SETMASK, &before, nil)
        install(SIGTSTP)
    }

    private static func install(_ signal: Int32) {
        var action = sigaction()
        let handler: @convention(c) (Int32) -> Void = { signal in
            let saved = errno
            var byte = UInt8(truncatingIfNeeded: signal)
            _ = write(pipeForSignals.load(ordering: .relaxed), &byte, 1)
            errno = saved
        }
        #if canImport(Darwin)
        action.__sigaction_u.__sa_handler = handler
        #else
        action.__sigaction_handler.sa_handler = handler
        #endif
        action.sa_flags = Int32(SA_RESTART)
        sigaction(signal, &action, nil)
    }
}
