import Synchronization

/// What a display's thread and everybody else share.
final class DisplayCore: Sendable {
    private struct State {
        var engine: DisplayEngine
        /// What has been drawn but not yet taken by the output.
        ///
        /// Nothing else is drawn before.
        var unwritten = PendingOutput()
        /// The same for the second output.
        var asides = PendingOutput()
        /// When to cut off what the output doesn't take, so that the terminal is left as it was.
        var cutAt: Duration?
        /// How many bytes the output has taken.
        var taken = 0
        var next: Duration?
        /// Those who wait for what this step or a later one writes.
        var waiting: [Acknowledgement] = []
        /// Those who came before the step that goes on, so that its time is later than theirs.
        var served: [Acknowledgement] = []
    }

    /// How soon to look again at a terminal that takes nothing.
    private static let retryInterval = Duration.milliseconds(10)

    let mode: ConsoleMode
    private let state: Mutex<State>
    private let output: any TerminalOutput
    private let asideOutput: (any TerminalOutput)?
    private let keys: (any TerminalKeys)?
    private let clock: any ProgressClock

    init(
        engine: DisplayEngine,
        output: any TerminalOutput,
        asideOutput: (any TerminalOutput)?,
        keys: (any TerminalKeys)?,
        clock: any ProgressClock
    ) {
        mode = engine.mode
        state = Mutex(State(engine: engine))
        self.output = output
        self.asideOutput = asideOutput
        self.keys = keys
        self.clock = clock
    }

    /// Changes what is shown.
    ///
    /// - Parameters:
    ///   - limit: How long what the output hasn't taken yet may keep the change from being seen; `nil` for ever.
    ///   - change: What to do, with the uptime.
    /// - Returns: Whether the thread has to be woken for it.
    func change(cutAfter limit: Duration? = nil, _ change: (inout DisplayEngine, Duration) -> Void) -> Bool {
        let uptime = clock.uptime
        return state.withLock {
            let wasDue = $0.engine.isDue
            change(&$0.engine, uptime)
            if let limit, !$0.unwritten.isEmpty || $0.engine.isDue { $0.cutAt = uptime + limit }
            return $0.cutAt != nil || $0.engine.isDue && !wasDue
        }
    }

    /// How many bytes the output has taken.
    var taken: Int { state.withLock { $0.taken } }

    /// Something to wait for: that all that is due has been written, or can't be.
    func onceSettled() -> Acknowledgement {
        let acknowledgement = Acknowledgement()
        state.withLock { $0.waiting.append(acknowledgement) }
        return acknowledgement
    }

    /// One step of the display's thread.
    func step() -> PacedThread.Next {
        state.withLock {
            $0.served += $0.waiting
            $0.waiting = []
        }
        while true {
            let now = moment()
            let (bytes, coversTerminal) = state.withLock { state in
                Self.fill(&state, now)
                return (state.unwritten.rest, state.engine.coversTerminal)
            }
            if coversTerminal { keys?.hide() } else { keys?.restore() }
            guard !bytes.isEmpty else { break }
            switch output.write(bytes) {
            case .wrote(let count):
                state.withLock {
                    $0.unwritten.wrote(count)
                    $0.taken += count
                }
            case .full:
                state.withLock { $0.engine.isHeldUp = true }
                return .at(now.uptime + Self.retryInterval)
            case .gone:
                state.withLock {
                    $0.engine.goAway()
                    $0.unwritten = PendingOutput()
                }
            }
        }
        summarize()
        guard writeAsides() else { return .at(clock.uptime + Self.retryInterval) }
        let (settled, next) = state.withLock { state in
            defer { state.served = [] }
            // What was asked for in the meantime still has its time.
            if !state.engine.isDue { state.cutAt = nil }
            return (state.served, state.next)
        }
        for acknowledgement in settled { acknowledgement.give() }
        return next.map { .at($0) } ?? .whenWoken
    }

    private func moment() -> DisplayEngine.Now {
        let date = clock.date
        return DisplayEngine.Now(
            uptime: clock.uptime,
            date: date,
            secondsFromGMT: LocalTime.secondsFromGMT(at: date),
            size: currentSize()
        )
    }

    /// Has the engine say what comes next once the output has taken all, or should have.
    private static func fill(_ state: inout State, _ now: DisplayEngine.Now) {
        if let cutAt = state.cutAt, now.uptime >= cutAt, !state.unwritten.isEmpty {
            state.cutAt = nil
            state.unwritten.append(state.engine.recover(from: state.unwritten.cut()))
        }
        guard state.unwritten.isEmpty else { return }
        let (batch, next) = state.engine.step(now)
        state.unwritten = PendingOutput(batch)
        state.next = next
    }

    /// Writes what goes to the second output.
    ///
    /// - Returns: Whether it has taken all.
    private func writeAsides() -> Bool {
        while true {
            let bytes = state.withLock { state in
                if state.asides.isEmpty { state.asides = PendingOutput(state.engine.takeAsides()) }
                return state.asides.rest
            }
            guard !bytes.isEmpty, let asideOutput else { return true }
            switch asideOutput.write(bytes) {
            case .wrote(let count): state.withLock { $0.asides.wrote(count) }
            case .full: return false
            case .gone: state.withLock { $0.asides = PendingOutput() }
            }
        }
    }

    private func summarize() {
        guard let path = output.capabilities.stepSummaryPath else { return }
        guard let summary = state.withLock({ $0.engine.takeStepSummary() }) else { return }
        FileAppender.append(summary, to: path)
    }

    /// The size of the terminal, or what the environment gives for it.
    func currentSize() -> TerminalSize {
        let fallback = output.capabilities.fallbackSize
        guard let size = output.size else { return fallback }
        return TerminalSize(
            columns: size.columns > 0 ? size.columns : fallback.columns,
            rows: size.rows > 0 ? size.rows : fallback.rows
        )
    }
}
