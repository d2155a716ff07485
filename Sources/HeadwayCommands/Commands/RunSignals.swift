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

    init(stop: StopSignal, display: ConsoleDisplay, tracker: ProgressTracker) {
        // A hangup takes the terminal, and so the display, but not the run.
        let signals = [SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGTSTP, SIGCONT, SIGWINCH]
        watcher = SignalWatcher(signals) { signal in
            switch signal {
            case SIGINT, SIGTERM:
                stop.request(signal)
            case SIGWINCH:
                display.resized()
            case SIGTSTP:
                display.suspend()
                Self.signalPhases(of: tracker, SIGSTOP)
                SystemClock.stop()
                SignalWatcher.passOn(SIGTSTP)
                SystemClock.goOn()
                Self.signalPhases(of: tracker, SIGCONT)
                display.resume()
            case SIGCONT:
                Self.signalPhases(of: tracker, SIGCONT)
                display.resume()
            case SIGQUIT:
                Self.signalPhases(of: tracker, SIGKILL)
                display.abandon()
                SignalWatcher.endProcess(by: SIGQUIT)
            default:
                break
            }
        }
    }

    private static func signalPhases(of tracker: ProgressTracker, _ signal: Int32) {
        for phase in tracker.state.phases where phase.status == .running {
            phase.processGroup.flatMap(ProcessGroup.init)?.signal(signal)
        }
    }
}
