import Synchronization

/// What a display's thread and everybody else share.
final class DisplayCore: Sendable {
    private struct State {
        var engine: DisplayEngine
        /// What has been drawn but not yet taken by the output.
        ///
        /// Nothing else is drawn before.
        var unwritten: ArraySlice<UInt8> = []
        /// What goes to the second output, and isn't worth waiting for.
        var asides: ArraySlice<UInt8> = []
        var next: Duration?
        var isGone = false
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
    private let clock: any ProgressClock

    init(
        engine: DisplayEngine,
        output: any TerminalOutput,
        asideOutput: (any TerminalOutput)?,
        clock: any ProgressClock
    ) {
        mode = engine.mode
        state = Mutex(State(engine: engine))
        self.output = output
        self.asideOutput = asideOutput
        self.clock = clock
    }

    /// Changes what is shown.
    ///
    /// - Parameter change: What to do, with the uptime.
    /// - Returns: Whether the thread has to be woken for it.
    func change(_ change: (inout DisplayEngine, Duration) -> Void) -> Bool {
        let uptime = clock.uptime
        return state.withLock {
            guard !$0.isGone else { return false }
            let wasDue = $0.engine.isDue
            change(&$0.engine, uptime)
            return $0.engine.isDue && !wasDue
        }
    }

    /// Ends the display as it is.
    ///
    /// - Returns: Whether there is something to write for it.
    func abandon() -> Bool {
        state.withLock {
            guard !$0.isGone else { return false }
            let bytes = $0.engine.abandon()
            $0.unwritten += bytes
            return !$0.unwritten.isEmpty || $0.engine.isDue
        }
    }

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
        let uptime = clock.uptime
        let size = currentSize()
        let date = clock.date
        let now = DisplayEngine.Now(
            uptime: uptime,
            date: date,
            secondsFromGMT: LocalTime.secondsFromGMT(at: date),
            size: size
        )
        while true {
            let (bytes, waiting) = state.withLock { state in
                if !state.isGone, state.unwritten.isEmpty {
                    let (bytes, next) = state.engine.step(now)
                    state.unwritten = bytes[...]
                    state.next = next
                    state.asides += state.engine.takeAsides()
                }
                guard state.unwritten.isEmpty || state.isGone else { return (state.unwritten, [Acknowledgement]()) }
                defer { state.served = [] }
                return ([], state.served)
            }
            if bytes.isEmpty {
                summarize()
                writeAsides()
                for acknowledgement in waiting { acknowledgement.give() }
                return state.withLock { $0.isGone ? .whenWoken : $0.next.map { .at($0) } ?? .whenWoken }
            }
            switch output.write(bytes) {
            case .wrote(let count): state.withLock { $0.unwritten = $0.unwritten.dropFirst(count) }
            case .full: return .at(uptime + Self.retryInterval)
            case .gone:
                state.withLock {
                    $0.isGone = true
                    $0.unwritten = []
                }
            }
        }
    }

    private func writeAsides() {
        while true {
            let bytes = state.withLock { $0.asides }
            guard !bytes.isEmpty, let asideOutput else { return }
            switch asideOutput.write(bytes) {
            case .wrote(let count): state.withLock { $0.asides = $0.asides.dropFirst(count) }
            case .full: return
            case .gone: state.withLock { $0.asides = [] }
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
