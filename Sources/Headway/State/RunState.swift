#if canImport(FoundationEssentials)
public import FoundationEssentials
#else
public import Foundation
#endif

/// A run as the events so far describe it: what the console draws and what `.progress.json` holds.
///
/// The only way to a state is to fold events into it with ``apply(_:)``, or to read one that somebody else folded.
public struct RunState: Sendable, Hashable {
    /// The format of the snapshot, a name and a major version.
    public static let currentSchema = "headway.progress/1"

    /// The format that the state was read from or will be written in.
    public internal(set) var schema = RunState.currentSchema
    /// The run's id; empty before it began.
    public internal(set) var runID = ""
    /// The benchmark's name.
    public internal(set) var benchmark = ""
    /// How the run is, or how it ended.
    public internal(set) var status = RunStatus.pending
    /// When it began.
    public internal(set) var startedAt: Date?
    /// When the last event happened.
    public internal(set) var updatedAt: Date?
    /// How far into the run the last event happened, by a clock that never goes back, in seconds.
    public internal(set) var elapsedSeconds: Double = 0
    /// How far the run is, 0…1, weighted by what its phases are expected to take.
    ///
    /// It never falls, except when phases are added. A phase that failed or was cancelled counts with what it had done,
    /// a skipped one as done.
    public internal(set) var fraction: Double = 0
    /// How much longer the run will take, as it was estimated at ``estimatedAtSeconds``; `nil` where nothing can be
    /// said.
    public internal(set) var remainingSeconds: TimeEstimate?
    /// The run's elapsed seconds when ``remainingSeconds`` was estimated.
    public internal(set) var estimatedAtSeconds: Double = 0
    /// The phases, those to come included as far as they were announced by name.
    public internal(set) var phases: [PhaseState] = []
    /// How many phases the run is known to have, unnamed ones included.
    public internal(set) var totalPhases = 0
    /// How many phases have ended.
    public internal(set) var completedPhases = 0
    /// What went wrong with the run as a whole.
    public internal(set) var error: String?
    /// The code with which the command that ran the benchmark ended, if it was a command.
    public internal(set) var exitCode: Int?
    /// The sequence of the last event.
    public internal(set) var sequence = 0
    /// How many bytes of the journal the state covers: a reader goes on from there.
    public internal(set) var journalBytes = 0
    /// The process that writes the run.
    public internal(set) var writer: RunWriter?
    /// A counter that the writer moves every second, even when nothing else happens.
    public internal(set) var heartbeat = 0

    /// The indices of the running phases, ascending.
    public internal(set) var runningPhases: [Int] = []
    /// The indices of the phases that have ended and didn't succeed, ascending.
    public internal(set) var failedPhases: [Int] = []

    /// Whether a command has reported phases of its own, so that the order of ``phases`` isn't the one to show.
    var hasReportedPhases = false
    var weights = PhaseWeights()
    /// Whether the writer lived when the state was read from its files; `nil` if it wasn't.
    @Uncompared var lifeWhenRead: WriterLife?

    /// A state in which nothing has happened.
    public init() {}

    /// The index of the phase that began last and still runs.
    public var currentPhase: Int? {
        runningPhases.max { (phases[$0].startedElapsed, $0) < (phases[$1].startedElapsed, $1) }
    }

    /// Whether a phase that has ended didn't succeed.
    public var hasFailedPhase: Bool { !failedPhases.isEmpty }

    /// The time remaining as it stands some time into the run: the estimate, counted down since it was made.
    ///
    /// - Parameter elapsed: The run's elapsed seconds now.
    /// - Returns: The estimate, or `nil` where nothing can be said or the run has ended.
    public func remaining(atElapsed elapsed: Double) -> TimeEstimate? {
        guard status == .running else { return nil }
        return remainingSeconds?.counted(down: max(elapsed - estimatedAtSeconds, 0))
    }

    /// The time remaining of a phase as it stands some time into the run.
    ///
    /// - Parameters:
    ///   - index: The phase.
    ///   - elapsed: The run's elapsed seconds now.
    /// - Returns: The estimate, counted down since it was made; if there is none what follows if the phase goes on as it
    ///   did so far; `nil` where nothing can be said or the phase isn't running.
    public func remaining(ofPhase index: Int, atElapsed elapsed: Double) -> TimeEstimate? {
        guard phases.indices.contains(index), phases[index].status == .running else { return nil }
        if let estimate = phases[index].remainingSeconds {
            return estimate.counted(down: max(elapsed - estimatedAtSeconds, 0))
        }
        return phases[index].simpleRemaining?.counted(down: max(elapsed - elapsedSeconds, 0))
    }
}
