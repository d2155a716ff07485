import Headway
import Synchronization

/// Reads what a command writes into a pipe or a terminal, on a thread of its own, so that the command hardly ever waits.
///
/// It goes on when the command has ended, for what that has left in the background, until nobody is left or it is closed.
final class OutputPump: Sendable {
    private struct State {
        var onBytes: (@Sendable ([UInt8]) -> Void)?
        /// Until when it may read what is left, once the command has ended.
        var drainDeadline: Duration?
        var isClosed = false
        var isOver = false
    }

    private static let chunk = 256 << 10
    /// How long it waits for something to read, in milliseconds.
    private static let patience: Int32 = 50
    /// So long it rests after each piece of what a command has left behind: a flood of that is no reason to take a core from
    /// the next phase.
    private static let rest = Duration.milliseconds(5)

    private let source: OutputDescriptor
    private let terminal: PseudoTerminal?
    private let log: PhaseLog
    private let clock: any ProgressClock
    private let drained = Wakeup()
    private let hurry = Wakeup()
    private let state: Mutex<State>

    /// Starts reading.
    ///
    /// - Parameters:
    ///   - source: The end to read from, which it closes.
    ///   - terminal: The terminal that it is of, if it is one.
    ///   - log: What takes the bytes.
    ///   - keyboard: Where what Headway itself is given goes; nowhere if `nil`.
    ///   - clock: Where it takes its time from.
    ///   - onBytes: Told the bytes, too, until the command has ended.
    init(
        _ source: OutputDescriptor,
        terminal: PseudoTerminal?,
        log: PhaseLog,
        keyboard: Keyboard?,
        clock: any ProgressClock,
        onBytes: @escaping @Sendable ([UInt8]) -> Void
    ) {
        self.source = source
        self.terminal = terminal
        self.log = log
        self.clock = clock
        state = Mutex(State(onBytes: onBytes))
        PlatformThread.startAnyhow(name: "hw.output") { [self] in run(keyboard) }
    }

    /// Waits until what the command had written when it ended has been read.
    ///
    /// - Parameter limit: How long at most: somebody in the background may go on writing.
    func drain(within limit: Duration) {
        state.withLock { $0.drainDeadline = clock.uptime + limit }
        hurry.signal()
        // The thread may be in the middle of a piece that takes long.
        drained.wait(atMost: limit + .seconds(1))
        state.withLock { $0.onBytes = nil }
    }

    /// Gives the terminal another size.
    func resize(_ size: TerminalSize) {
        state.withLock { state in
            if !state.isOver { terminal?.resize(size) }
        }
        log.resize(size)
    }

    /// Ends the thread soon.
    func close() {
        state.withLock { $0.isClosed = true }
    }

    private func run(_ keyboard: Keyboard?) {
        var keyboard = keyboard
        var buffer = [UInt8](repeating: 0, count: Self.chunk)
        defer {
            state.withLock { state in
                state.isOver = true
                source.close()
            }
            drained.signal()
        }
        while !state.withLock({ $0.isClosed }) {
            if source.wait(atMost: Self.patience, input: keyboard?.descriptor) { keyboard?.read() }
            keyboard?.forward()
            let reading = source.read(into: &buffer)
            let now = clock.uptime
            let deadline = state.withLock { $0.drainDeadline }
            // What is typed now is for the next phase, not for what this one has left behind.
            if deadline != nil { keyboard = nil }
            switch reading {
            case .bytes(let count):
                let bytes = Array(buffer[..<count])
                log.take(bytes, at: now)
                state.withLock { $0.onBytes }?(bytes)
                if let deadline, now >= deadline {
                    drained.signal()
                    clock.wait(until: now + Self.rest, wakeup: hurry)
                }
            case .nothing:
                log.pause(at: now)
                if deadline != nil { drained.signal() }
            case .end:
                // Closing a terminal would hang up on whoever is in front of it, even if they have closed it themselves.
                guard terminal != nil, deadline == nil else { return }
                log.pause(at: now)
                clock.wait(until: now + .milliseconds(Int64(Self.patience)), wakeup: hurry)
            }
        }
    }
}
