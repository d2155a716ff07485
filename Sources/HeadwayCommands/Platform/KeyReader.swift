import Headway
import Synchronization

#if canImport(Darwin)
import Darwin
#elseif canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#endif

/// Reads keys from the terminal as they are pressed, without showing them, and leaves with `q`.
///
/// In the background, where a shell may have started or continued the process, it waits for the terminal to be its own.
final class KeyReader: Sendable {
    private static let pause: UInt32 = 500_000
    private static let leavingKeys = "qQ".utf8
    private let keys = StandardKeys(readsEach: true)
    private let isHiding = Mutex(true)

    /// Starts reading if standard input is a terminal.
    ///
    /// - Parameter leave: Called when a key is pressed that leaves.
    init(leave: @escaping @Sendable () -> Void) {
        guard keys.isUsable else { return }
        // In the background a read fails then, instead of stopping the process.
        signal(SIGTTIN, SIG_IGN)
        hide()
        PlatformThread.start(name: "hw.keys") { [self] in
            var byte: UInt8 = 0
            while true {
                // Not every shell tells a process that it has the terminal again.
                isHiding.withLock { if $0 { keys.hide() } }
                let count = read(STDIN_FILENO, &byte, 1)
                if count == 1 {
                    if Self.leavingKeys.contains(byte) { leave() }
                } else if count < 0, errno == EIO {
                    usleep(Self.pause)
                } else if count == 0 || errno != EINTR {
                    return
                }
            }
        }
    }

    /// Has keys be read at once and not be shown, again.
    func hide() {
        isHiding.withLock {
            $0 = true
            keys.hide()
        }
    }

    /// Gives the terminal back as it was.
    func restore() {
        isHiding.withLock {
            $0 = false
            keys.restore()
        }
    }
}
