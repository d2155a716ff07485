import Headway

#if canImport(Darwin)
import Darwin
#elseif canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#endif

/// What signals do to a command that only looks at a run: they end it, or stop and continue it, and always leave the
/// terminal clean.
final class ViewSignals: Sendable {
    private let watcher: SignalWatcher

    /// Starts watching.
    ///
    /// - Parameters:
    ///   - display: What is on the terminal.
    ///   - keys: What reads its keys.
    ///   - stopsTime: Whether what is shown stands still while the process is stopped.
    ///   - leave: Called with the signal that ends the command.
    init(
        display: ConsoleDisplay,
        keys: KeyReader,
        stopsTime: Bool = false,
        leave: @escaping @Sendable (Int32) -> Void
    ) {
        let signals = [SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGTSTP, SIGCONT, SIGWINCH]
        watcher = SignalWatcher(signals, sparingIgnored: [SIGINT, SIGQUIT, SIGHUP]) { signal in
            switch signal {
            case SIGWINCH:
                display.resized()
            case SIGTSTP:
                keys.restore()
                display.suspend()
                if stopsTime { SystemClock.stop() }
                SignalWatcher.passOn(SIGTSTP)
                SystemClock.goOn()
                keys.hide()
                display.resume()
            case SIGCONT:
                keys.hide()
                display.resume()
            case SIGQUIT:
                keys.restore()
                display.abandon()
                SignalWatcher.endProcess(by: SIGQUIT)
            default:
                leave(signal)
            }
        }
    }
}
