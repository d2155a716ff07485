import Synchronization

#if canImport(Darwin)
import Darwin
#elseif canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#endif

/// The displays that have taken a cursor away, so that a program that calls `exit` in mid run gets it back.
///
/// There is one list for the process, as there is one `exit`.
final class LiveDisplays: Sendable {
    private struct Entry: Sendable {
        weak let display: ConsoleDisplay?
    }

    static let shared = LiveDisplays()

    private let entries = Mutex<[ObjectIdentifier: Entry]>([:])

    private init() {
        atexit { LiveDisplays.shared.abandonAll() }
    }

    /// Notes a display.
    func add(_ display: ConsoleDisplay) {
        entries.withLock { $0[ObjectIdentifier(display)] = Entry(display: display) }
    }

    /// Forgets a display.
    func remove(_ id: ObjectIdentifier) {
        entries.withLock { _ = $0.removeValue(forKey: id) }
    }

    /// The displays that there are.
    var all: [ConsoleDisplay] { entries.withLock { Array($0.values) }.compactMap(\.display) }

    private func abandonAll() {
        for display in all { display.abandon() }
    }
}
