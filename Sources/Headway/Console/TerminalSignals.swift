#if canImport(Darwin)
import Darwin
#elseif canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#endif

/// What signals do to the live displays of a program that has asked for that.
final class TerminalSignals: Sendable {
    /// There is one, as a process has one handler for a signal.
    private static let shared = TerminalSignals()

    private let watcher: SignalWatcher

    /// Begins to handle signals, if that hasn't begun.
    static func handle() {
        withExtendedLifetime(shared) {}
    }

    private init() {
        let signals = [SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGTSTP, SIGCONT, SIGWINCH]
        watcher = SignalWatcher(signals, sparingIgnored: signals) { signal in
            let displays = LiveDisplays.shared.all
            switch signal {
            case SIGWINCH:
                for display in displays { display.resized() }
            case SIGCONT:
                for display in displays { display.resume() }
            case SIGTSTP:
                for display in displays { display.suspend() }
                SystemClock.stop()
                SignalWatcher.passOn(signal)
                SystemClock.goOn()
                for display in displays { display.resume() }
                return
            default:
                // A program with a handler of its own may well go on.
                let ends = !SignalWatcher.hasOtherHandler(signal)
                for display in displays { if ends { display.abandon() } else { display.suspend() } }
                SignalWatcher.passOn(signal)
                for display in displays { display.resume() }
                return
            }
            if SignalWatcher.hasOtherHandler(signal) { SignalWatcher.passOn(signal) }
        }
    }
}
