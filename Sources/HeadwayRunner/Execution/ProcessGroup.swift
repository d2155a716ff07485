import Headway

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

    package init(id: Int) {
        self.id = id
    }

    /// Whether anybody of the group lives.
    ///
    /// Processes that have ended and wait to be reaped don't count.
    package var isAlive: Bool {
        #if os(Linux)
        !members.isEmpty
        #else
        PlatformProcess.signal(-id, 0)
        #endif
    }

    /// Asks all of the group to end; those that are stopped are let go on, to hear it.
    package func terminate() {
        PlatformProcess.signal(-id, SIGTERM)
        PlatformProcess.signal(-id, SIGCONT)
    }

    /// Ends all of the group.
    package func kill() {
        PlatformProcess.signal(-id, SIGKILL)
    }

    /// Whether the group still consists of the processes of that run, as far as that can be told.
    ///
    /// - Parameter runID: The run's id, which all processes of its phases have in their environment.
    package func belongs(to runID: String) -> Bool {
        #if os(Linux)
        let mark = Array("HEADWAY_RUN_ID=\(runID)".utf8)
        return members.contains { pid in
            let variables = (try? PlatformProcess.environment(of: pid)) ?? []
            return variables.split(separator: 0).contains { $0.elementsEqual(mark) }
        }
        #else
        return isAlive
        #endif
    }

    #if os(Linux)
    private var members: [Int] {
        // Most groups are gone when nobody can be signalled; only then is it worth looking at every process.
        guard PlatformProcess.signal(-id, 0) || errno == EPERM else { return [] }
        let names = (try? PlatformFile().names(in: "/proc")) ?? []
        return names.compactMap(Int.init).filter { pid in
            let fields = PlatformProcess.statFields(of: pid)
            return fields.count > 2 && fields[2] == String(id) && fields[0] != "Z" && fields[0] != "X"
        }
    }
    #endif
}
