import ArgumentParser
import Headway
import HeadwayRunner

/// Looks at a run's files again and again, and shows what they say.
final class Watch: Sendable {
    private static let interval = Duration.milliseconds(100)
    /// A writer on another machine that hasn't moved its heartbeat for so long is worth a word.
    private static let silence: Double = 10

    private let clock = SystemClock()
    private let wakeup = Wakeup()
    private let leaving = LeaveRequest()
    private let display: ConsoleDisplay
    private let console: ConsoleMode

    init(console: ConsoleMode) {
        self.console = console
        display = ConsoleDisplay(mode: console)
    }

    /// Watches until the run has ended or somebody leaves.
    ///
    /// - Parameter find: The path of the run's snapshot, once there is a run.
    /// - Returns: The code to end with.
    func run(_ find: () throws -> String?) throws -> ExitCode {
        display.complain(ifNot: console)
        let keys = KeyReader { [leaving, wakeup] in
            leaving.ask(.success)
            wakeup.signal()
        }
        let signals = ViewSignals(display: display, keys: keys) { [leaving, wakeup] signal in
            leaving.ask(ExitCode(128 + signal))
            wakeup.signal()
        }
        defer {
            keys.restore()
            withExtendedLifetime(signals) {}
        }
        guard let path = try waitForRun(find) else { return leave() }
        return try follow(RunReader(path: path).follower(), path: path)
    }

    private func waitForRun(_ find: () throws -> String?) throws -> String? {
        var hasSaid = false
        while leaving.code == nil {
            if let path = try find() { return path }
            if !hasSaid { StandardError.print("headway: there is no run yet; waiting for one") }
            hasSaid = true
            pause()
        }
        return nil
    }

    private func follow(_ follower: RunFollower, path: String) throws -> ExitCode {
        var follower = follower
        var view = WatchView(clock: clock)
        var patience = ReadPatience()
        while leaving.code == nil {
            do throws(RunReaderError) {
                _ = try follower.read(at: clock.date) { if view.isShown { self.display.apply($0) } }
            } catch {
                guard patience.isWorthWaiting(for: error, at: clock.uptime) else { throw error }
                if view.noteWaiting() { StandardError.print("headway: \(path): \(error.reason); waiting") }
            }
            if let state = follower.state {
                let seen = state.asSeen()
                // Lines only tell what happens from now on, event by event; what was before is said once.
                let isFirst = !view.isShown
                if isFirst, display.mode == .plain {
                    let look = RunLook(state, writtenAt: follower.writtenAt, at: clock.date)
                    try StandardOutput.print(StatusReport.text(of: look))
                }
                let age = view.age(of: seen)
                if isFirst || display.mode == .live || seen.status.isEnd { display.show(seen, age: age) }
                if let note = view.note(of: seen, writtenAt: follower.writtenAt, silence: Self.silence) {
                    display.print(note)
                }
                if seen.status.isEnd {
                    display.finish()
                    sayWhatIsLeft(of: seen)
                    return RunExit.code(of: state)
                }
            }
            pause()
        }
        return leave()
    }

    private func pause() {
        clock.wait(until: clock.uptime + Self.interval, wakeup: wakeup)
    }

    private func leave() -> ExitCode {
        display.abandon()
        return leaving.code ?? .success
    }

    private func sayWhatIsLeft(of state: RunState) {
        guard state.status == .interrupted else { return }
        StandardError.print("headway: " + Interruption(state).description)
    }
}
