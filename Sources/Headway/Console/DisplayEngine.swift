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

    enum Stage: Sendable { case active, suspended, finishing, abandoning, finished }

    static let frameInterval = Duration.milliseconds(100)
    static let tickInterval = Duration.seconds(1)
    static let longestDelay = Duration.seconds(2)
    /// How often the display is drawn whole in case others wrote into it: when phases end, and without that.
    static let refreshIntervals = (soon: Duration.seconds(10), late: Duration.seconds(120))
    static let plainTickInterval = Duration.seconds(10)
    private static let progressLineLimit = 10_000
    /// How much of what waits goes into one write, in bytes.
    static let batchSize = 32 << 10
    /// A terminal is shown this many characters of a line that is printed.
    private static let printedLimit = 16_384

    let mode: ConsoleMode
    let theme: ConsoleTheme
    let capabilities: TerminalCapabilities

    private(set) var state = RunState()
    var stage = Stage.active
    var updatedAt = Duration.zero
    var shownElapsed: Double = 0
    var lastFrameAt: Duration?
    var lastSize: TerminalSize?
    var refreshedAt: Duration?
    var hasTurned = false
    var needsFrame = false
    /// What is to be written, or printed above the display.
    var lines: LineQueue
    /// What is printed but doesn't belong into the output.
    var asides: LineQueue
    /// When to leave out the lines that still wait.
    var dropAt: Duration?
    /// Whether more lines wait than went into the last write.
    var hasBacklog = false
    var isGone = false
    /// Whether the terminal has kept the last step waiting.
    var isHeldUp = false
    /// Whether the cursor was ever hidden.
    ///
    /// A terminal drops what it hasn't read when a key sends a signal, so that showing it may have been in vain.
    var hasHiddenCursor = false
    /// Whether to restore the terminal, though it has been.
    private var needsRestoring = false
    var renderer: FrameRenderer
    var decoration: TerminalDecoration
    var plain: PlainLines
    var rates = RateMeter()
    private var hasSummarized = false

    /// Makes an engine that has shown nothing yet.
    ///
    /// - Parameters:
    ///   - mode: What to show; not `auto`.
    ///   - theme: The characters and styles.
    ///   - capabilities: What the output can do.
    ///   - whereabouts: Where printed lines that can't be shown can be read; empty if nowhere.
    init(mode: ConsoleMode, theme: ConsoleTheme, capabilities: TerminalCapabilities, whereabouts: String = "") {
        self.mode = mode
        self.theme = capabilities.hasColor ? theme : theme.withoutColor
        self.capabilities = capabilities
        renderer = FrameRenderer(synchronizesOutput: capabilities.synchronizesOutput)
        decoration = TerminalDecoration(capabilities: capabilities)
        plain = PlainLines(theme: self.theme, isGitHubActions: capabilities.isGitHubActions)
        lines = LineQueue(whereabouts: whereabouts)
        asides = LineQueue(whereabouts: whereabouts)
    }

    /// Whether keys that are pressed would be shown in the middle of the display.
    var coversTerminal: Bool {
        mode == .live && renderer.isActive && !isGone && (stage == .active || stage == .finishing)
    }

    /// Whether a step has something to do, or will soon.
    var isDue = false

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
        guard !isGone else { return }
        let visible = theme.visibleText
        var printed = text.split(omittingEmptySubsequences: false) { $0 == "\n" || $0 == "\r\n" }
        if printed.count > 1, printed.last == "" { printed.removeLast() }
        isDue = true
        // There is no need to look at a line that there is no room for.
        guard !(mode == .json ? asides.isFull : lines.isFull) else {
            return mode == .json ? asides.leaveOut(printed.count) : lines.leaveOut(printed.count)
        }
        let limit = capabilities.isTerminal ? Self.printedLimit : nil
        for line in printed {
            let safe = plain.printed(visible.printed(TabStops.expanded(line), limit: limit)).text
            if mode == .json { asides.append(safe) } else { lines.append(safe) }
        }
    }

    /// Takes the display away until ``resume()``.
    mutating func suspend() {
        if stage == .active { stage = .suspended }
        needsRestoring = hasHiddenCursor
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

    /// Ends the display with the next steps: a summary takes its place.
    ///
    /// - Parameter dropAt: When to leave out the lines that still wait; `nil` to show them all.
    mutating func finish(dropAt: Duration? = nil) {
        if stage != .finished { stage = .finishing }
        self.dropAt = dropAt
        isDue = true
    }

    /// Ends the display with the next step, as it is.
    ///
    /// - Parameter dropAt: When to leave out the lines that still wait.
    mutating func abandon(dropAt: Duration) {
        if stage != .finished { stage = .abandoning }
        self.dropAt = dropAt
        needsRestoring = hasHiddenCursor
        // Once is enough, however often it is asked for.
        hasHiddenCursor = false
        isDue = isDue || renderer.isActive || !lines.isEmpty || needsRestoring
    }

    /// Takes back the lines that a terminal didn't take in time.
    ///
    /// - Parameter cut: Where what was on its way was cut off.
    /// - Returns: What to write to make the terminal usable again.
    mutating func recover(from cut: PendingOutput.Cut) -> [UInt8] {
        lines.putBack(cut.lines)
        let mark = cut.isWithinLine ? "..." : ""
        guard mode == .live else { return Array((mark + (cut.isAtLineStart ? "" : "\n")).utf8) }
        let end = mark + (cut.isAtLineStart ? "" : "\r\n")
        return decoration.clear() + restore() + Array(end.utf8)
    }

    private mutating func restore() -> [UInt8] {
        needsRestoring = false
        return renderer.recover()
    }

    /// Notes that the output is gone for good: from now on nothing is drawn or printed.
    mutating func goAway() {
        isGone = true
        _ = lines.take()
    }

    // MARK: What goes out

    /// The summary for the page of a run on GitHub Actions, once, when the run has ended.
    mutating func takeStepSummary() -> String? {
        guard mode == .plain, stage == .finished, state.status.isEnd, !hasSummarized else { return nil }
        hasSummarized = true
        return MarkdownSummary.text(state)
    }

    /// What was printed but doesn't belong into the output.
    mutating func takeAsides() -> PendingOutput.Batch {
        Self.batch(asides.take(bytes: Self.batchSize))
    }

    /// Does what is due.
    ///
    /// - Parameter now: The moment.
    /// - Returns: What to write, and when to come again; `nil` to come when something has happened.
    mutating func step(_ now: Now) -> (batch: PendingOutput.Batch, next: Duration?) {
        isDue = false
        if let dropAt, now.uptime >= dropAt {
            lines.leaveOutAll()
            asides.leaveOutAll()
            self.dropAt = nil
        }
        guard !isGone else {
            if stage == .finishing || stage == .abandoning { stage = .finished }
            return (PendingOutput.Batch(), nil)
        }
        switch (mode, stage) {
        case (.live, .active): return liveStep(now)
        case (.live, .suspended):
            let bytes = decoration.clear() + renderer.leave()
            return (PendingOutput.Batch(bytes: bytes + (needsRestoring ? restore() : [])), nil)
        case (.live, .finished) where needsRestoring: return (PendingOutput.Batch(bytes: restore()), nil)
        case (.live, .finishing): return (lastBatch(now), nil)
        case (.live, .abandoning):
            stage = .finished
            if renderer.isActive { needsRestoring = false }
            let bytes = decoration.clear() + renderer.abandon()
            return (bytes.isEmpty ? plainBatch() : PendingOutput.Batch(bytes: bytes), nil)
        case (.plain, .active): return plainStep(now)
        default:
            let batch = plainBatch()
            if stage == .finishing || stage == .abandoning, lines.isEmpty { stage = .finished }
            return (batch, nil)
        }
    }

    private mutating func show(_ event: ProgressEvent, at uptime: Duration) {
        updatedAt = uptime
        needsFrame = true
        isDue = true
        if let index = event.phaseIndex, state.phases.indices.contains(index) {
            rates.record(state.phases[index], at: state.elapsedSeconds)
        }
        if event.type == .phaseCompleted { hasTurned = true }
        guard !isGone else { return }
        switch mode {
        case .plain:
            for line in plain.lines(for: event, in: state) { say(line) }
        case .json:
            guard lines.count < Self.progressLineLimit || !event.type.isConflatable else { return }
            if let line = JournalLine.text(event) { lines.append(line, isEssential: true) }
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

    mutating func say(_ line: StyledLine) {
        guard !isGone else { return }
        lines.append(line.rendered(hasColor: capabilities.hasColor), isEssential: true)
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
