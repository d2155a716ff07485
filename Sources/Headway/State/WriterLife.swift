#if canImport(FoundationEssentials)
package import FoundationEssentials
#else
package import Foundation
#endif

/// Whether the process that writes a run still lives.
public enum WriterLife: Sendable, Hashable {
    /// It does.
    case alive
    /// It doesn't: its machine was started anew, or its process is gone.
    case dead
    /// That can't be seen from here: it writes, or wrote, on another machine or in another container.
    case unknown
}

extension RunWriter {
    /// How far two readings of one process's start by the wall clock may be apart, in seconds.
    private static let startSlack: Double = 2
    /// How old the heartbeat of a writer must be that may be on another machine of this one's name, in seconds, before it is
    /// taken for one that this machine has outlived.
    private static let longestPulse: Double = 10

    /// Whether this writer still lives, as far as this machine can tell.
    ///
    /// It takes a machine of this one's name for this one. ``RunReader`` also looks at how old the heartbeat is.
    public var life: WriterLife {
        guard host == Self.current.host else { return .unknown }
        if isOfOtherBoot { return .dead }
        guard !isInOtherNamespace else { return .unknown }
        guard PlatformProcess.exists(pid), hasSameStart != false else { return .dead }
        return .alive
    }

    /// Whether this writer still lives, as far as this machine and its heartbeat can tell.
    ///
    /// Names such as `localhost` repeat: a writer of another boot may be on another machine of this one's name.
    ///
    /// - Parameter heartbeatAge: How long ago it has written something, in seconds.
    func life(heartbeatAge: Double) -> WriterLife {
        let life = life
        return life == .dead && isOfOtherBoot && heartbeatAge < Self.longestPulse ? .unknown : life
    }

    /// Whether the process that has the writer's id now is the writer without doubt, so that it may be signalled.
    ///
    /// For that the boot and the start of the process must be known, and match.
    package var isIdentified: Bool {
        life == .alive && isOfThisBoot && hasSameStart == true
    }

    /// Whether the writer's process id is another container's, so that it means nothing here.
    package var isInOtherNamespace: Bool {
        guard let pidNamespace, let here = Self.current.pidNamespace else { return false }
        return pidNamespace != here
    }

    /// Whether it is known that the writer began since this machine was started.
    package var isOfThisBoot: Bool {
        host == Self.current.host && bootID != nil && bootID == Self.current.bootID
    }

    /// Whether it is known that the writer began before this machine was started, or on another one.
    private var isOfOtherBoot: Bool {
        guard let bootID, let here = Self.current.bootID else { return false }
        return bootID != here
    }

    /// Whether the process that has the writer's id now began when the writer did; `nil` if that can't be told.
    private var hasSameStart: Bool? {
        if let processStartTicks, let ticks = PlatformProcess.startTicks(of: pid) { return ticks == processStartTicks }
        guard let processStartedAt, let started = PlatformProcess.startDate(of: pid) else { return nil }
        return abs(started.timeIntervalSince(processStartedAt)) <= Self.startSlack
    }
}

extension RunState {
    /// The status as a viewer sees it: a run whose writer died before it ended was interrupted.
    ///
    /// Of a state that was read from files it is the status when they were read.
    public var seenStatus: RunStatus {
        status == .running && writerLife == .dead ? .interrupted : status
    }

    /// Whether the writer lives or, of a state that was read from files, lived then.
    ///
    /// A writer may write its end and leave between the reading and a later question.
    package var writerLife: WriterLife { lifeWhenRead ?? writer?.life ?? .unknown }

    /// Whether it says that it goes on and nobody here can tell.
    package var isWriterOutOfSight: Bool { status == .running && writerLife == .unknown }

    /// The state for those who look once, and don't see whether its heartbeat moves.
    package func asSeenOnce() -> RunState {
        var state = asSeen()
        if state.isWriterOutOfSight { state.status = .unknown }
        return state
    }

    /// The state with the status as a viewer sees it.
    package func asSeen() -> RunState {
        var state = self
        state.status = seenStatus
        return state
    }

    /// The state as a viewer sees it at a moment: a run that goes on has got further since its last event.
    ///
    /// ``updatedAt`` stays that of the last event.
    ///
    /// - Parameter date: The moment, by the wall clock.
    package func asSeen(at date: Date) -> RunState {
        var state = asSeen()
        if state.status == .running, let updatedAt, writerLife == .alive {
            state.moveOn(by: date.timeIntervalSince(updatedAt))
        }
        return state
    }

    /// Moves the elapsed time on, and that of the running phases with it.
    private mutating func moveOn(by seconds: Double) {
        guard seconds > 0, seconds.isFinite else { return }
        elapsedSeconds += seconds
        for index in runningPhases {
            phases[index].durationSeconds = max(elapsedSeconds - phases[index].startedElapsed, 0)
        }
    }
}
