import Headway

#if canImport(Darwin)
import Darwin
#elseif canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#endif

/// Lends the terminal on standard input to a phase's process group, as a shell does with its foreground job.
///
/// Whoever reads a terminal without having it is stopped.
struct ForegroundTerminal: Sendable {
    /// How the terminal treats what is typed and shown.
    struct Modes: Sendable {
        fileprivate var settings: termios
    }

    /// Whether this process has a terminal on standard input, and has it to itself.
    var isOwn: Bool { tcgetpgrp(STDIN_FILENO) == getpgrp() }

    /// Who has the terminal; `nil` if there is none on standard input, or this process has it.
    var holder: ProcessGroup? {
        let id = tcgetpgrp(STDIN_FILENO)
        return id == getpgrp() ? nil : ProcessGroup(id: Int(id))
    }

    /// Its modes.
    var modes: Modes? {
        var settings = termios()
        return tcgetattr(STDIN_FILENO, &settings) == 0 ? Modes(settings: settings) : nil
    }

    /// Whether a group has the terminal.
    func isLent(to group: ProcessGroup) -> Bool { Int(tcgetpgrp(STDIN_FILENO)) == group.id }

    /// Gives the terminal to a group.
    func lend(to group: ProcessGroup) {
        guard let id = pid_t(exactly: group.id), set(id) else { return }
        // It may have asked for the terminal too early, and been stopped.
        group.signal(SIGCONT)
    }

    /// Takes the terminal.
    func takeBack() {
        _ = set(getpgrp())
    }

    /// Gives the terminal modes that it had.
    func set(_ modes: Modes) {
        var settings = modes.settings
        _ = blockingTerminalOutput { tcsetattr(STDIN_FILENO, TCSADRAIN, &settings) }
    }

    private func set(_ group: pid_t) -> Bool {
        blockingTerminalOutput { tcsetpgrp(STDIN_FILENO, group) } == 0
    }

    /// Whoever doesn't have the terminal is stopped for changing it, unless the signal is blocked.
    private func blockingTerminalOutput(_ body: () -> Int32) -> Int32 {
        var only = sigset_t()
        var before = sigset_t()
        sigemptyset(&only)
        sigaddset(&only, SIGTTOU)
        pthread_sigmask(SIG_BLOCK, &only, &before)
        defer { pthread_sigmask(SIG_SETMASK, &before, nil) }
        return body()
    }
}
