import Headway
import Subprocess

#if canImport(System)
import System
#else
import SystemPackage
#endif

/// Starts a command by the shell, in a process group of its own, and waits for its end.
struct CommandSpawn {
    let command: CommandRunner.Command
    let output: CommandOutput

    /// Runs the command.
    ///
    /// - Parameter started: Told its process group.
    /// - Returns: How its first process ended.
    func run(started: @Sendable (Int) -> Void) async -> PhaseOutcome.End {
        let sink = FileDescriptor(rawValue: output.descriptor)
        var options = PlatformOptions()
        if output.terminal == nil { options.processGroupID = 0 } else { options.createSession = true }
        do {
            let end: TerminationStatus
            if command.input == .inherit, output.terminal == nil {
                end = try await run(
                    options,
                    input: .fileDescriptor(.standardInput, closeAfterSpawningProcess: false),
                    sink,
                    started
                )
            } else {
                end = try await run(options, input: .none, sink, started)
            }
            switch end {
            case .exited(let code): return .exited(code)
            case .signaled(let signal): return .signalled(signal)
            }
        } catch let error as SubprocessError where error.code == .failedToChangeWorkingDirectory {
            return .notStarted("its working directory \(command.workingDirectory ?? ".") can't be entered")
        } catch {
            return .notStarted("\(error)")
        }
    }

    private func run(
        _ options: PlatformOptions,
        input: some InputProtocol,
        _ sink: FileDescriptor,
        _ started: @Sendable (Int) -> Void
    ) async throws -> TerminationStatus {
        let result = try await Subprocess.run(
            .path("/bin/sh"),
            arguments: arguments,
            environment: environment,
            workingDirectory: command.workingDirectory.map { FilePath($0) },
            platformOptions: options,
            input: input,
            output: .fileDescriptor(sink, closeAfterSpawningProcess: false),
            error: .fileDescriptor(sink, closeAfterSpawningProcess: false)
        ) { execution in
            started(Int(execution.processIdentifier.value))
        }
        return result.terminationStatus
    }

    /// With a terminal, a shell opens it first: to whoever leads a session without one, that makes it theirs.
    private var arguments: Arguments {
        guard let terminal = output.terminal else { return ["-c", command.text] }
        let opening = command.input == .inherit ? #"exec <"$0""# : #": <"$0""#
        return ["-c", opening + #"; exec /bin/sh -c "$1""#, terminal.path, command.text]
    }

    private var environment: Environment {
        var variables = command.environment
        if let identity = output.identity { variables.append(("HEADWAY_OUTPUT", identity)) }
        let updates = Dictionary(variables.map { ($0.name, Optional($0.value)) }, uniquingKeysWith: { $1 })
            .compactMap { name, value in Environment.Key(rawValue: name).map { ($0, value) } }
        return .inherit.updating(Dictionary(uniqueKeysWithValues: updates))
    }
}
