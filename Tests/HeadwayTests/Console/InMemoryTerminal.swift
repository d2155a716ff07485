import Synchronization

@testable import Headway

/// An output in memory that a test can fill up, resize and take away.
final class InMemoryTerminal: TerminalOutput {
    private struct State {
        var bytes: [UInt8] = []
        var writes = 0
        var size: TerminalSize?
        var isGone = false
        /// How many bytes it still takes; `nil` for any number.
        var room: Int?
    }

    let capabilities: TerminalCapabilities
    private let state: Mutex<State>

    init(size: TerminalSize? = .standard, environment: [String: String]? = nil, isTerminal: Bool = true) {
        capabilities = TerminalCapabilities(
            environment: environment ?? ["TERM": "xterm", "LANG": "C.UTF-8", "NO_COLOR": "1"],
            isTerminal: isTerminal
        )
        state = Mutex(State(size: size))
    }

    var size: TerminalSize? {
        get { state.withLock { $0.size } }
        set { state.withLock { $0.size = newValue } }
    }

    func write(_ bytes: ArraySlice<UInt8>) -> TerminalWriteResult {
        state.withLock {
            $0.writes += 1
            if $0.isGone { return .gone }
            let count = min(bytes.count, $0.room ?? .max)
            guard count > 0 else { return .full }
            $0.bytes += bytes.prefix(count)
            if let room = $0.room { $0.room = room - count }
            return .wrote(count)
        }
    }

    func limit(to room: Int?) { state.withLock { $0.room = room } }

    func disappear() { state.withLock { $0.isGone = true } }

    var writes: Int { state.withLock { $0.writes } }

    /// What was written since the last time.
    func take() -> [UInt8] {
        state.withLock { state in
            defer { state.bytes = [] }
            return state.bytes
        }
    }

    func takeText() -> String { String(decoding: take(), as: UTF8.self) }
}
