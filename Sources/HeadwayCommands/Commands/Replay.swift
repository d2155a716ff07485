import ArgumentParser
import Headway

/// Shows events at the pace at which they happened, or faster.
struct Replay {
    private static let tick = Duration.milliseconds(50)

    private let events: [ProgressEvent]
    private let speed: Double
    private let console: ConsoleMode
    private let clock = SystemClock()

    /// - Parameters:
    ///   - events: The events of a run, in order.
    ///   - speed: How many times faster than they happened.
    ///   - console: How to show them.
    init(events: [ProgressEvent], speed: Double, console: ConsoleMode) {
        self.events = events
        self.speed = speed
        self.console = console
    }

    /// Plays all of them, or until somebody leaves.
    func play() {
        let display = ConsoleDisplay(mode: console)
        let leaving = LeaveRequest()
        let wakeup = Wakeup()
        display.complain(ifNot: console)
        let keys = KeyReader {
            leaving.ask(.success)
            wakeup.signal()
        }
        let signals = ViewSignals(display: display, keys: keys, stopsTime: true) { signal in
            leaving.ask(.init(128 + signal))
            wakeup.signal()
        }
        defer {
            keys.restore()
            withExtendedLifetime(signals) {}
        }
        var state = RunState()
        var rest = events[...]
        let start = clock.uptime
        while leaving.code == nil, !rest.isEmpty {
            let moment = (clock.uptime - start) * speed
            while let event = rest.first, event.elapsed <= moment {
                state.apply(event)
                display.show(state, event: event, age: moment - event.elapsed)
                rest.removeFirst()
            }
            guard let next = rest.first else { break }
            display.show(state, age: moment - .seconds(saturating: state.elapsedSeconds))
            let due = start + next.elapsed / speed
            clock.wait(until: min(due, clock.uptime + Self.tick), wakeup: wakeup)
        }
        if leaving.code == nil { display.finish() } else { display.abandon() }
    }
}
