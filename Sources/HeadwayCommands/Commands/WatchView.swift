import Headway

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// What a watcher remembers from one look to the next.
struct WatchView {
    /// Whether a state has been shown.
    private(set) var isShown = false

    private let clock: any ProgressClock
    private var isWaiting = false
    private var sequence = -1
    private var trueAt = Duration.zero
    private var lastLook: Duration?
    private var heartbeat = -1
    private var heartbeatAt = Duration.zero
    private var hasNamedHost = false
    private var hasNotedSilence = false

    init(clock: any ProgressClock) {
        self.clock = clock
    }

    /// Notes that there is nothing to show yet.
    ///
    /// - Returns: Whether that is news.
    mutating func noteWaiting() -> Bool {
        defer { isWaiting = true }
        return !isWaiting && !isShown
    }

    /// How long ago a state was true.
    ///
    /// The wall clock says so at first sight; after that it is only asked for what happened since the last look, so that
    /// a clock that is set, or differs from the writer's, doesn't make durations jump.
    mutating func age(of state: RunState) -> Duration {
        let now = clock.uptime
        defer {
            lastLook = now
            isShown = true
        }
        if state.sequence != sequence {
            let told = Duration.seconds(saturating: state.updatedAt.map { clock.date.timeIntervalSince($0) } ?? 0)
            let most = lastLook.map { now - $0 } ?? .seconds(100 * 86_400)
            trueAt = now - min(max(told, .zero), most)
            sequence = state.sequence
        }
        return state.status.isEnd ? .zero : now - trueAt
    }

    /// Something to say about a writer that can't be seen from here.
    ///
    /// - Parameters:
    ///   - state: The run.
    ///   - writtenAt: When its snapshot was written.
    ///   - silence: After how many seconds without a heartbeat that is worth a word.
    mutating func note(of state: RunState, writtenAt: Date?, silence: Double) -> String? {
        guard state.isWriterOutOfSight, let writer = state.writer else { return nil }
        let now = clock.uptime
        if state.heartbeat != heartbeat {
            let age = heartbeat < 0 ? max(writtenAt.map { clock.date.timeIntervalSince($0) } ?? 0, 0) : 0
            heartbeat = state.heartbeat
            heartbeatAt = now - .seconds(saturating: age)
            hasNotedSilence = false
        }
        let quiet = (now - heartbeatAt).inSeconds
        if quiet >= silence, !hasNotedSilence {
            hasNotedSilence = true
            hasNamedHost = true
            return
                "unknown whether it goes on: written \(writer.place), no heartbeat for \(ConsoleText.duration(quiet))"
        }
        guard !hasNamedHost else { return nil }
        hasNamedHost = true
        return "written \(writer.place); from here only its heartbeat can be seen"
    }
}
