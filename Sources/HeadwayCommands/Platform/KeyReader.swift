import Headway
import Synchronization

#if canImport(Darwin)
import Darwin
#elseif canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#endif

/// Reads keys from the terminal as they are pressed, without showing them.
final class KeyReader: Sendable {
    private let before: Mutex<termios?>

    /// Starts reading if standard input is a terminal, and this process is the one that it talks to.
    ///
    /// - Parameter body: Called with each byte.
    init(_ body: @escaping @Sendable (UInt8) -> Void) {
        var settings = termios()
        guard isatty(STDIN_FILENO) == 1, tcgetpgrp(STDIN_FILENO) == getpgrp(),
            tcgetattr(STDIN_FILENO, &settings) == 0
        else {
            before = Mutex(nil)
            return
        }
        before = Mutex(settings)
        // Ctrl-C and Ctrl-Z go on being signals.
        settings.c_lflag &= ~tcflag_t(ICANON | ECHO)
        tcsetattr(STDIN_FILENO, TCSANOW, &settings)
        PlatformThread.start(name: "hw.keys") {
            var byte: UInt8 = 0
            while true {
                let count = read(STDIN_FILENO, &byte, 1)
                if count == 1 {
                    body(byte)
                } else if count == 0 || errno != EINTR {
                    return
                }
            }
        }
    }

    deinit {
        restore()
    }

    /// Gives the terminal back as it was.
    func restore() {
        before.withLock { before in
            if var settings = before { tcsetattr(STDIN_FILENO, TCSANOW, &settings) }
            before = nil
        }
    }
}
