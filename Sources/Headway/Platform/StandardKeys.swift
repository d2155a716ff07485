import Synchronization

#if canImport(Darwin)
import Darwin
#elseif canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#endif

/// The keys of the terminal that is standard input.
package final class StandardKeys: TerminalKeys {
    private let before = Mutex<termios?>(nil)
    private let hidden: tcflag_t
    /// Whether standard input is a terminal whose keys can be hidden.
    package let isUsable: Bool

    /// Describes the keys; nothing is changed yet.
    ///
    /// - Parameter readsEach: Whether a key can be read at once, rather than a line when it is complete.
    package init(readsEach: Bool = false) {
        // Ctrl-C and Ctrl-Z go on being signals.
        hidden = tcflag_t(readsEach ? ECHO | ICANON : ECHO)
        isUsable = isatty(STDIN_FILENO) == 1 && (readsEach || Self.isSameTerminal)
    }

    deinit {
        restore()
    }

    package func hide() {
        before.withLock { before in
            guard isUsable, Self.isInForeground else { return }
            var settings = termios()
            // Asked each time: a shell sets the terminal up anew for a process that was stopped and goes on.
            guard tcgetattr(STDIN_FILENO, &settings) == 0, settings.c_lflag & hidden != 0 else { return }
            before = settings
            settings.c_lflag &= ~hidden
            Self.apply(settings)
        }
    }

    package func restore() {
        before.withLock { saved in
            guard let settings = saved else { return }
            saved = nil
            // In the background the terminal is somebody else's, who has set it up for themselves.
            if Self.isInForeground { Self.apply(settings) }
        }
    }

    /// Whether what is pressed is shown where standard output goes.
    private static var isSameTerminal: Bool {
        var input = stat()
        var output = stat()
        return isatty(STDOUT_FILENO) == 1 && fstat(STDIN_FILENO, &input) == 0 && fstat(STDOUT_FILENO, &output) == 0
            && input.st_rdev == output.st_rdev
    }

    private static var isInForeground: Bool { tcgetpgrp(STDIN_FILENO) == getpgrp() }

    private static func apply(_ settings: termios) {
        // If the foreground was lost just now, this must not stop the process.
        var only = sigset_t()
        var before = sigset_t()
        sigemptyset(&only)
        sigaddset(&only, SIGTTOU)
        pthread_sigmask(SIG_BLOCK, &only, &before)
        var settings = settings
        tcsetattr(STDIN_FILENO, TCSANOW, &settings)
        pthread_sigmask(SIG_SETMASK, &before, nil)
    }
}
