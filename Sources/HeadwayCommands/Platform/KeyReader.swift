import Headway

#if canImport(Darwin)
import Darwin
#elseif canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#endif

/// Reads keys from the terminal as they are pressed, without showing them.
final class KeyReader: Sendable {
    private static let pause: UInt32 = 500_000
    private let keys = StandardKeys(readsEach: true)

    /// Starts reading if standard input is a terminal, and this process is the one that it talks to.
    ///
    /// - Parameter body: Called with each byte.
    init(_ body: @escaping @Sendable (UInt8) -> Void) {
        keys.hide()
        guard keys.areHidden else { return }
        // In the background a read fails then, instead of stopping the process.
        signal(SIGTTIN, SIG_IGN)
        PlatformThread.start(name: "hw.keys") {
            var byte: UInt8 = 0
            while true {
                let count = read(STDIN_FILENO, &byte, 1)
                if count == 1 {
                    body(byte)
                } else if count < 0, errno == EIO {
                    usleep(Self.pause)
                } else if count == 0 || errno != EINTR {
                    return
                }
            }
        }
    }

    /// Has keys be read at once and not be shown, again.
    func hide() { keys.hide() }

    /// Gives the terminal back as it was.
    func restore() { keys.restore() }
}
