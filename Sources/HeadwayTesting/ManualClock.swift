#if canImport(FoundationEssentials)
public import FoundationEssentials
#else
public import Foundation
#endif
public import Headway
import Synchronization

/// A clock that stands still until a test moves it.
///
/// Whatever waits on it (the tracker's sampler, the console, the file writer) wakes when the clock is moved, so a test
/// never sleeps: it advances the clock and then awaits ``/Headway/ProgressTracker/flush()``.
public final class ManualClock: ProgressClock {
    private struct State {
        var date: Date
        var uptime: Duration
        var waiting: [ObjectIdentifier: Wakeup] = [:]
    }

    private let state: Mutex<State>

    /// Makes a clock.
    ///
    /// - Parameters:
    ///   - date: The wall clock to begin with; 2026-01-01 00:00 UTC if left out.
    ///   - uptime: The monotonic time to begin with.
    public init(date: Date = Date(timeIntervalSince1970: 1_767_225_600), uptime: Duration = .seconds(1_000)) {
        state = Mutex(State(date: date, uptime: uptime))
    }

    /// The wall clock.
    public var date: Date { state.withLock { $0.date } }

    /// The monotonic time.
    public var uptime: Duration { state.withLock { $0.uptime } }

    /// Moves both clocks forward and wakes whatever waits.
    ///
    /// - Parameter duration: How far.
    public func advance(by duration: Duration) {
        let waiting = state.withLock {
            $0.uptime += duration
            $0.date = $0.date.addingTimeInterval(duration / .seconds(1))
            return Array($0.waiting.values)
        }
        for wakeup in waiting { wakeup.signal() }
    }

    /// Moves the wall clock alone, as somebody who sets the time does.
    ///
    /// - Parameter date: What it shows from now on.
    public func set(date: Date) {
        state.withLock { $0.date = date }
    }

    /// Blocks the calling thread until the clock has been moved or somebody signals the wakeup.
    ///
    /// - Parameters:
    ///   - deadline: The ``uptime`` until which to wait; `nil` to wait for the wakeup alone.
    ///   - wakeup: What ends the wait early.
    public func wait(until deadline: Duration?, wakeup: Wakeup) {
        let isDue = state.withLock {
            if let deadline, $0.uptime >= deadline { return true }
            $0.waiting[ObjectIdentifier(wakeup)] = wakeup
            return false
        }
        guard !isDue else { return }
        wakeup.wait()
        state.withLock { _ = $0.waiting.removeValue(forKey: ObjectIdentifier(wakeup)) }
    }
}
