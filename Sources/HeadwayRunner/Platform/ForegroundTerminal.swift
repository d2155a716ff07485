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
    /// Whether this process has a terminal on standard input, and has it to itself.
    var isOwn: Bool { tcgetpgrp(STDIN_FILENO) == getpgrp() }

    /// Whether a group has the terminal.
    func isLent(to group: ProcessGroup) -> Bool { Int(tcgetpgrp(STDIN_FILENO)) == group.id }

    /// Gives the terminal to a group.
    func lend(to group: ProcessGroup) {
        guard let id = pid_t(exactly: group.id), set(id) else { return }
        // It may have asked for the terminal too early, and been stopped.
        group.signal(SIGCONT)
    }

    /// Takes the terminal back from a group, if it still has it.
    func takeBack(from group: ProcessGroup) {
        if isLent(to: group) { _ = set(getpgrp()) }
    }

    private func set(_ group: pid_t) -> Bool {
        // Whoever doesn't have the terminal is stopped for taking it, unless the signal is blocked.
        var only = sigset_t()
        var before = sigset_t()
        sigemptyset(&only)
        sigaddset(&only, SIGTTOU)
        pthread_sigmask(SIG_BLOCK, &only, &before)
        defer { pthread_sigmask(SIG_SETMASK, &before, nil) }
        return tcsetpgrp(STDIN_FILENO, group) == 0
    }
}
