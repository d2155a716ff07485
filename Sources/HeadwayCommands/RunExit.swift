import ArgumentParser
import Headway

#if canImport(Darwin)
import Darwin
#elseif canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#endif

/// The exit codes that say how a run went.
enum RunExit {
    static let phaseFailed = ExitCode(1)
    static let usage = ExitCode(64)
    static let invalidFile = ExitCode(65)
    /// What the system has to have is missing: `EX_OSERR`.
    static let noArguments = ExitCode(71)
    static let cannotWrite = ExitCode(74)
    static let writerDied = ExitCode(75)
    static let timedOut = ExitCode(124)

    /// The code of a run that somebody has watched: its own, if it has written an end.
    ///
    /// - Parameter state: The run as its files say.
    static func code(of state: RunState) -> ExitCode {
        guard state.status.isEnd, let code = state.exitCode, (0...255).contains(code) else {
            return code(state.seenStatus)
        }
        return ExitCode(Int32(code))
    }

    /// The code of a run.
    ///
    /// - Parameters:
    ///   - status: How it ended.
    ///   - signal: The signal that ended it, if one did.
    static func code(_ status: RunStatus, signal: Int32? = nil) -> ExitCode {
        switch status {
        case .completed: .success
        case .timedOut: timedOut
        case .cancelled: ExitCode(128 + (signal ?? SIGINT))
        case .interrupted: writerDied
        case .failed, .pending, .running, .unknown: phaseFailed
        }
    }
}
