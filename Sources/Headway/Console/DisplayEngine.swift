#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// Decides what a console writes and when.
///
/// It has no clock, no thread and no terminal of its own.
struct DisplayEngine: Sendable {
    /// The moment of a step, and what the terminal looks like then.
    struct Now: Sendable {
        /// By a clock that never goes back.
        var uptime: Duration
        var date: Date
        var secondsFromGMT: Int
        var size: TerminalSize
    }

    private enum Stage: Sendable { case active, suspended, finishing, finished }

    static let frameInterval = Duration.milliseconds(100)
    static let tickInterval = Duration.seconds(1)
    private static let longestDelay = Duration.seconds(2)
    /// How often the display is drawn whole in case others wrote into it: when phases end, and without that.
    private static let refreshIntervals = (soon: Duration.seconds(10), late: Duration.seconds(120))
    private static let plainTickInterval = Duration.seconds(10)
    /// What waits for an output that nobody reads may take this much.
    private static let byteLimit = 8 << 20
    private static let progressLineLimit = 10_000

    let mode: ConsoleMode
    let theme: ConsoleTheme
    let capabilities: TerminalCapabilities

    private(set) var state = RunState()
    private var stage = Stage.active
    private var updatedAt = Duration.zero
    private var shownElapsed: Double = 0
    private var lastFrameAt: Duration?
    private var lastSize: TerminalSize?
    private var refreshedAt: Duration?
    private var hasTurned = false
    private var needsFrame = false
    private var lines: [String] = []
    private var asides: [String] = []
    private var lineBytes = 0
    private var lostLines = 0
    private var renderer: FrameRenderer
    private var decoration: TerminalDecoration
    private var plain: PlainLines
    private var rates = RateMeter()
    private var hasSummarized = false

    /// Makes an engine that has shown nothing yet.
    ///
    /// - Parameters:
    ///   - mode: What to show; not `auto`.
    ///   - theme: The characters and styles.
    ///   - capabilities: What the output can do.
    init(mode: ConsoleMode, theme: ConsoleTheme, capabilities: TerminalCapabilities) {
        self.mode = mode
        self.theme = capabilities.hasColor ? theme : theme.withoutColor
        self.capabilities = capabilities
        renderer = FrameRenderer(synchronizesOutput: capabilities.synchronizesOutput)
        decoration = TerminalDecoration(capabilities: capabilities)
        plain = PlainLines(theme: self.theme, isGitHubActions: capabilities.isGitHubActions)
    }

    /// Whether a step has something to do, or will soon.
    private(set) var isDue = false

    // MARK: What comes in

    /// Folds an event in and shows it.
    mutating func apply(_ event: ProgressEvent, at uptime: Duration) {
        if event.type == .benchmarkStarted { restart(for: event) }
        let before = (state.sequence, state.status, state.subject(of: event))
        state.apply(event)
        // An event that the state already covers has been shown, and so has a turn that a journal tells anew.
        let isNew = before.0 != state.sequence || before.1 != state.status
        let isTurn = before.2 == nil || before.2 != state.subject(of: event)
        guard event.sequence == 0 || (isNew && isTurn) else { return }
        show(event, at: uptime)
    }

    /// Shows a state that somebody else folded.
    mutating func show(_ state: RunState, event: ProgressEvent?, at uptime: Duration) {
        if event?.type == .benchmarkStarted, stage == .finished { restart() }
        self.state = state
        if let event {
            show(event, at: uptime)
        } else {
            updatedAt = uptime
            needsFrame = true
            isDue = true
            for index in state.runningPhases { rates.record(state.phases[index], at: state.elapsedSeconds) }
        }
    }

    /// Prints a text above the display, or as it is where there is none.
    ///
    /// In JSON mode, where every line is an event, it goes to ``takeAsides()``.
    mutating func print(_ text: String) {
        let visible = theme.visibleText
        var lines = text.split(omittingEmptySubsequences: false) { $0 == "\n" || $0 == "\r\n" }
        if lines.count > 1, lines.last == "" { lines.removeLast() }
        isDue = true
        for line in lines {
            let printed = plain.printed(visible.line(TabStops.expanded(line))).text
            if mode == .json { asides.append(printed) } else { enqueue(printed) }
        }
    }

    /// Takes the display away until ``resume()``.
    mutating func suspend() {
        if stage == .active { stage = .suspended }
        isDue = true
    }

    /// Shows the display again, whole.
    mutating func resume() {
        if stage == .suspended { stage = .active }
        rates.reset()
        invalidate()
    }

    /// Draws everything anew with the next frame.
    mutating func invalidate() {
        renderer.invalidate()
        needsFrame = true
        isDue = true
    }

    /// Ends the display with the next step: a summary takes its place.
    mutating func finish() {
        if stage != .finished { stage = .finishing }
        isDue = true
    }

    /// Ends the display now, as it is.
    ///
    /// - Returns: What to write.
    mutating func abandon() -> [UInt8] {
        stage = .finished
        return decoration.clear() + renderer.abandon()
    }

    // MARK: What goes out

    /// The summary for the page of a run on GitHub Actions, once, when the run has ended.
    mutating func takeStepSummary() -> String? {
        guard mode == .plain, stage == .finished, state.status.isEnd, !hasSummarized else { return nil }
        hasSummarized = true
        return MarkdownSummary.text(state)
    }

    /// What was printed but doesn't belong into the output.
    mutating func takeAsides() -> [UInt8] {
        defer { asides = [] }
        return asides.flatMap { Array($0.utf8) + [UInt8(ascii: "\n")] }
    }

    /// Does what is due.
    ///
    /// - Parameter now: The moment.
    /// - Returns: What to write, and when to come again; `nil` to come when something has happened.
    mutating func step(_ now: Now) -> (bytes: [UInt8], next: Duration?) {
        isDue = false
        switch (mode, stage) {
        case (.live, .active): return liveStep(now)
        case (.live, .suspended): return (decoration.clear() + renderer.leave(above: takeLines()), nil)
        case (.live, .finishing):
            stage = .finished
            let layout = FrameLayout(size: now.size, theme: theme)
            let summary =
                state.status.isEnd ? RunSummary(width: layout.width, theme: theme).frame(state) : lastFrame(now)
            return (decoration.clear() + renderer.leave(summary, above: takeLines()), nil)
        case (_, .finishing):
            stage = .finished
            return (plainBytes(), nil)
        case (.plain, .active): return plainStep(now)
        default: return (plainBytes(), nil)
        }
    }

    private mutating func liveStep(_ now: Now) -> (bytes: [UInt8], next: Duration?) {
        guard state.status != .pending || !state.phases.isEmpty else { return (plainBytes(), nil) }
        if let lastSize, lastSize != now.size {
            renderer.invalidate()
            needsFrame = true
        }
        let sinceLast = lastFrameAt.map { now.uptime - $0 } ?? .seconds(3_600)
        // A tick that is late by seconds means that the process was stopped, and others have used the terminal since.
        if let nextTick, now.uptime - nextTick > Self.longestDelay {
            renderer.invalidate()
            rates.reset()
        }
        let isTick = !state.status.isEnd && sinceLast >= Self.tickInterval
        guard needsFrame || isTick || !lines.isEmpty else { return ([], nextTick) }
        if sinceLast < Self.frameInterval, let lastFrameAt {
            isDue = true
            return ([], lastFrameAt + Self.frameInterval)
        }
        let sinceRefresh = refreshedAt.map { now.uptime - $0 } ?? .zero
        if sinceRefresh >= Self.refreshIntervals.late || (sinceRefresh >= Self.refreshIntervals.soon && hasTurned) {
            renderer.refresh()
            refreshedAt = now.uptime
        }
        hasTurned = false
        refreshedAt = refreshedAt ?? now.uptime
        lastFrameAt = now.uptime
        lastSize = now.size
        needsFrame = false
        let bytes = renderer.draw(lastFrame(now), above: takeLines()) + decoration.update(state)
        return (bytes, nextTick)
    }

    private var nextTick: Duration? {
        state.status.isEnd ? nil : lastFrameAt.map { $0 + Self.tickInterval }
    }

    private mutating func elapsed(at uptime: Duration) -> Double {
        guard state.status == .running else { return state.elapsedSeconds }
        let elapsed = state.elapsedSeconds + max((uptime - updatedAt).inSeconds, 0)
        // An event that was delivered a little late must not turn the clocks back.
        if elapsed < shownElapsed, shownElapsed - elapsed < 1 { return shownElapsed }
        shownElapsed = elapsed
        return elapsed
    }

    private mutating func lastFrame(_ now: Now) -> Frame {
        let moment = DisplayMoment(
            elapsedSeconds: elapsed(at: now.uptime),
            date: now.date,
            secondsFromGMT: now.secondsFromGMT
        )
        return FrameLayout(size: now.size, theme: theme).frame(state, at: moment, rates: rates.rates)
    }

    private mutating func plainStep(_ now: Now) -> (bytes: [UInt8], next: Duration?) {
        for line in plain.lines(at: elapsed(at: now.uptime), in: state) {
            enqueue(line.rendered(hasColor: capabilities.hasColor))
        }
        return (plainBytes(), state.runningPhases.isEmpty ? nil : now.uptime + Self.plainTickInterval)
    }

    private mutating func show(_ event: ProgressEvent, at uptime: Duration) {
        updatedAt = uptime
        needsFrame = true
        isDue = true
        if let index = event.phaseIndex, state.phases.indices.contains(index) {
            rates.record(state.phases[index], at: state.elapsedSeconds)
        }
        if event.type == .phaseCompleted { hasTurned = true }
        switch mode {
        case .plain:
            for line in plain.lines(for: event, in: state) { enqueue(line.rendered(hasColor: capabilities.hasColor)) }
        case .json:
            guard lines.count < Self.progressLineLimit || !event.type.isConflatable else { return }
            if let line = JournalLine.text(event) { enqueue(line) }
        case .auto, .live, .off: break
        }
    }

    private mutating func restart(for event: ProgressEvent) {
        if stage == .finished || event.runID != state.runID { restart() }
    }

    private mutating func restart() {
        if stage == .finished { stage = .active }
        plain = PlainLines(theme: theme, isGitHubActions: capabilities.isGitHubActions)
        rates.reset()
        hasSummarized = false
        if state.status.isEnd { state = RunState() }
    }

    private mutating func enqueue(_ line: String) {
        isDue = true
        guard lineBytes + line.utf8.count <= Self.byteLimit else {
            lostLines += 1
            return
        }
        lineBytes += line.utf8.count
        lines.append(line)
    }

    private mutating func takeLines() -> [String] {
        defer {
            lines = []
            lineBytes = 0
            lostLines = 0
        }
        guard lostLines > 0 else { return lines }
        return lines + ["(\(NumberText.grouped(lostLines)) more lines that nobody could read)"]
    }

    /// The lines that wait, for an output that isn't redrawn.
    private mutating func plainBytes() -> [UInt8] {
        var bytes: [UInt8] = []
        for line in takeLines() {
            bytes.append(contentsOf: line.utf8)
            bytes.append(UInt8(ascii: "\n"))
        }
        return bytes
    }
}

extension RunState {
    /// What a turn of a run or a phase changes; `nil` for other events.
    fileprivate func subject(of event: ProgressEvent) -> String? {
        switch event.type {
        case .benchmarkStarted, .benchmarkCompleted: runID + status.rawValue
        case .phaseStarted, .phaseCompleted:
            event.phaseIndex.flatMap { phases.indices.contains($0) ? phases[$0].status.rawValue : nil } ?? ""
        case .phaseProgress, .phaseStalled, .phaseResumed, .estimateUpdated, .journalGap: nil
        }
    }
}
