import Headway

#if canImport(FoundationEssentials)
package import FoundationEssentials
#else
package import Foundation
#endif

#if canImport(Darwin)
import Darwin
#elseif canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#endif

/// The processes that a phase's command consists of.
package struct ProcessGroup: Sendable, Hashable {
    /// The id of the group, which is that of its first process.
    package let id: Int

    /// Describes a group.
    ///
    /// - Parameter id: Its id; `nil` is returned for a number that can't be the id of a phase's group.
    package init?(id: Int) {
        guard id > 1, pid_t(exactly: id) != nil else { return nil }
        self.id = id
    }

    /// Whether anybody of the group lives.
    ///
    /// Processes that have ended and wait to be reaped don't count.
    package var isAlive: Bool {
        #if os(Linux)
        !members.isEmpty
        #else
        PlatformProcess.exists(group: id)
        #endif
    }

    /// Whether there is anybody in the group, those included that wait to be reaped.
    var exists: Bool { PlatformProcess.exists(group: id) }

    /// Whether the group's first process is stopped.
    var isStopped: Bool { PlatformProcess.isStopped(id) }

    /// Sends all of the group a signal.
    package func signal(_ signal: Int32) {
        PlatformProcess.signal(group: id, signal)
    }

    /// Whether the group still consists of the processes of that phase, as far as that can be told afterwards.
    ///
    /// On Linux somebody in it must have the run's id in the environment, so what a phase started with an environment of
    /// its own isn't recognized. Elsewhere the group's first process, if it still lives, must have begun with the phase.
    ///
    /// - Parameters:
    ///   - runID: The run's id, which Headway sets in the environment of its phases.
    ///   - phaseStart: When the phase began.
    package func belongs(to runID: String, startedAt phaseStart: Date?) -> Bool {
        guard !runID.isEmpty else { return false }
        #if os(Linux)
        let mark = Array("HEADWAY_RUN_ID=\(runID)".utf8)
        return members.contains { pid in
            let variables = (try? PlatformProcess.environment(of: pid)) ?? []
            return variables.split(separator: 0).contains { $0.elementsEqual(mark) }
        }
        #else
        guard let leaderStart = PlatformProcess.startDate(of: id) else { return isAlive }
        guard let phaseStart else { return false }
        // The phase is reported first, and its command started at once.
        return (-2...10).contains(leaderStart.timeIntervalSince(phaseStart))
        #endif
    }

    /// Whether the group can still be that of a phase which this process has run.
    ///
    /// A group never leaves its session, and nobody else gets the id of one as long as anybody is in it. So one that was
    /// there when the phase had ended and is in this process's session now is taken for the same. So is one in the session
    /// that its first process has made, as that of a phase with a terminal has.
    var isInOwnSession: Bool {
        let own = PlatformProcess.session(of: PlatformProcess.currentID)
        #if os(Linux)
        return members.contains { [own, id].contains(PlatformProcess.session(of: $0)) }
        #else
        // Without a list of the members only the first can be asked.
        return isAlive && PlatformProcess.session(of: id).map { $0 == own || $0 == id } ?? true
        #endif
    }

    /// Says of groups that they live on.
    package static func livesOn(_ groups: [ProcessGroup]) -> String {
        let ids = groups.map { "\($0.id)" }.joined(separator: ", ")
        return groups.count == 1
            ? "process group \(ids) can't be ended and lives on" : "process groups \(ids) can't be ended and live on"
    }

    #if os(Linux)
    private var members: [Int] {
        // Most groups are gone when nobody can be signalled; only then is it worth looking at every process.
        guard PlatformProcess.exists(group: id) else { return [] }
        let names = (try? PlatformFile().names(in: "/proc")) ?? []
        return names.compactMap(Int.init).filter { pid in
            let fields = PlatformProcess.statFields(of: pid)
            return fields.count > 2 && fields[2] == String(id) && fields[0] != "Z" && fields[0] != "X"
        }
    }
    #endif
}
