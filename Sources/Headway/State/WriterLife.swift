#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// Whether the process that writes a run still lives.
public enum WriterLife: Sendable, Hashable {
    /// It does.
    case alive
    /// It doesn't: its machine was started anew, or its process is gone.
    case dead
    /// That can't be seen from here: it writes, or wrote, on another machine.
    case unknown
}

extension RunWriter {
    /// How far two readings of one process's start may be apart, in seconds.
    private static let startSlack: Double = 2

    /// Whether this writer still lives, as far as this machine can tell.
    public var life: WriterLife {
        guard host == Self.current.host else { return .unknown }
        if let bootID, let here = Self.current.bootID, bootID != here { return .dead }
        guard PlatformProcess.exists(pid) else { return .dead }
        if let processStartedAt, let started = PlatformProcess.startDate(of: pid),
            abs(started.timeIntervalSince(processStartedAt)) > Self.startSlack
        {
            return .dead
        }
        return .alive
    }
}

extension RunState {
    /// The status as a viewer sees it: a run whose writer died before it ended was interrupted.
    public var seenStatus: RunStatus {
        status == .running && writer?.life == .dead ? .interrupted : status
    }

    /// The state with the status as a viewer sees it.
    package func asSeen() -> RunState {
        var state = self
        state.status = seenStatus
        return state
    }
}
