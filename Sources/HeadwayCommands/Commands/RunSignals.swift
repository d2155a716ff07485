import Headway
import HeadwayRunner

#if canImport(Darwin)
import Darwin
#elseif canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#endif

/// What signals do to a run: they stop it in order, or stop and continue it, and always leave the terminal clean.
final class RunSignals: Sendable {
    private let watcher: SignalWatcher

    init(stop: StopSignal, display: ConsoleDisplay, groups: RunningGroups) {
        // A hangup takes the terminal, and so the display, but not the run.
        let signals = [SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGTSTP, SIGCONT, SIGWINCH]
        // SIGINT isn't spared where it is ignored (`&` in a script), because `headway stop` asks with it.
        watcher = SignalWatcher(signals, sparingIgnored: [SIGQUIT]) { signal in
            switch signal {
            case SIGINT, SIGTERM:
                stop.request(signal)
            case SIGWINCH:
                display.resized()
            case SIGTSTP:
                display.suspend()
                groups.signal(SIGSTOP)
                SystemClock.stop()
                SignalWatcher.passOn(SIGTSTP)
                SystemClock.goOn()
                groups.signal(SIGCONT)
                display.resume()
            case SIGCONT:
                groups.signal(SIGCONT)
                display.resume()
            case SIGQUIT:
                groups.signal(SIGKILL)
                display.abandon()
                SignalWatcher.endProcess(by: SIGQUIT)
            default:
                break
            }
        }
    }
}
