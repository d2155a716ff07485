import Headway

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// One look at a run's files.
struct RunLook {
    /// The run as it was at its last event, with the status as it is seen from here.
    let state: RunState
    /// The run as it is now: one that goes on has got further since.
    let now: RunState
    /// How old the heartbeat of a run is that nobody here can see go on, in seconds, by its snapshot's time.
    let heartbeatAge: Double?

    /// Looks.
    ///
    /// - Parameters:
    ///   - path: The path of the run's snapshot.
    ///   - date: What time it is.
    /// - Throws: A `RunReaderError` that says what is wrong with the files.
    init(path: String, at date: Date = Date()) throws {
        var follower = RunReader(path: path).follower()
        _ = try follower.read(at: date)
        self.init(follower.state ?? RunState(), writtenAt: follower.writtenAt, at: date)
    }

    /// - Parameters:
    ///   - state: A run's state.
    ///   - writtenAt: When its snapshot was written.
    ///   - date: What time it is.
    init(_ state: RunState, writtenAt: Date?, at date: Date) {
        self.state = state.asSeen()
        now = state.asSeen(at: date)
        heartbeatAge = state.isWriterOutOfSight ? writtenAt.map { max(date.timeIntervalSince($0), 0) } : nil
    }

    /// The run's status, ``/Headway/RunStatus/unknown`` included.
    var status: RunStatus { state.asSeenOnce().status }

    /// The snapshot's object, as it is seen from here.
    var json: [UInt8] {
        RunFormat.snapshot(now.asSeenOnce(), heartbeatAge: heartbeatAge.map { ($0 * 1_000).rounded() / 1_000 })
    }
}
