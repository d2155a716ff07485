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

    /// Whether this writer still lives, as far as this machine can tell.
    public var life: WriterLife {
        guard host == Self.current.host else { return .unknown }
        if let bootID, let here = Self.current.bootID, bootID != here { return .dead }
        guard !isInOtherNamespace else { return .unknown }
        guard PlatformProcess.exists(pid), hasSameStart != false else { return .dead }
        return .alive
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

    /// Whether the process that has the writer's id now began when the writer did; `nil` if that can't be told.
    private var hasSameStart: Bool? {
        if let processStartTicks, let ticks = PlatformProcess.startTicks(of: pid) { return ticks == processStartTicks }
        guard let processStartedAt, let started = PlatformProcess.startDate(of: pid) else { return nil }
        return abs(started.timeIntervalSince(processStartedAt)) <= Self.startSlack
    }
}

extension RunState {
    /// The status as a viewer sees it: a run whose writer died before it ended was interrupted.
    public var seenStatus: RunStatus {
        status == .running && writer?.life == .dead ? .interrupted : status
    }

    /// Whether it says that it goes on and nobody here can tell.
    package var isWriterOutOfSight: Bool { status == .running && writer?.life ?? .unknown == .unknown }

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
        if state.status == .running, let updatedAt, writer?.life == .alive {
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
