/// What a step writes, by mode and stage.
extension DisplayEngine {
    /// The next of what goes out at the end of a run: the lines that wait above the display, then the summary.
    mutating func lastBatch(_ now: Now) -> PendingOutput.Batch {
        let printed = lines.take(bytes: Self.batchSize)
        let texts = printed.map(\.text)
        guard lines.isEmpty else {
            let bytes = renderer.isActive ? renderer.draw(lastFrame(now), above: texts) : renderer.leave(above: texts)
            return PendingOutput.Batch(bytes: bytes, lines: printed)
        }
        stage = .finished
        dropAt = nil
        let layout = FrameLayout(size: now.size, theme: theme)
        let summary =
            state.status.isEnd ? RunSummary(width: layout.width, theme: theme).frame(state) : lastFrame(now)
        return PendingOutput.Batch(bytes: decoration.clear() + renderer.leave(summary, above: texts), lines: printed)
    }

    mutating func liveStep(_ now: Now) -> (batch: PendingOutput.Batch, next: Duration?) {
        guard state.status != .pending || !state.phases.isEmpty else { return (plainBatch(), nil) }
        if let lastSize, lastSize != now.size {
            renderer.invalidate()
            needsFrame = true
        }
        let sinceLast = lastFrameAt.map { now.uptime - $0 } ?? .seconds(3_600)
        // A tick that is late by seconds means that the process was stopped, and others have used the terminal since,
        // or that the terminal wasn't read, while everything else went on.
        if let nextTick, now.uptime - nextTick > Self.longestDelay {
            renderer.invalidate()
            if !isHeldUp { rates.reset() }
        }
        isHeldUp = false
        let isTick = !state.status.isEnd && sinceLast >= Self.tickInterval
        guard needsFrame || isTick || !lines.isEmpty else { return (PendingOutput.Batch(), nextTick) }
        // What a terminal can take of a flood of lines it gets.
        if sinceLast < Self.frameInterval, !hasBacklog, let lastFrameAt {
            isDue = true
            return (PendingOutput.Batch(), lastFrameAt + Self.frameInterval)
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
        let printed = lines.take(bytes: Self.batchSize)
        hasBacklog = !lines.isEmpty
        hasHiddenCursor = true
        let bytes = renderer.draw(lastFrame(now), above: printed.map(\.text)) + decoration.update(state)
        return (PendingOutput.Batch(bytes: bytes, lines: printed), nextTick)
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

    mutating func plainStep(_ now: Now) -> (batch: PendingOutput.Batch, next: Duration?) {
        for line in plain.lines(at: elapsed(at: now.uptime), in: state) { say(line) }
        return (plainBatch(), state.runningPhases.isEmpty ? nil : now.uptime + Self.plainTickInterval)
    }

    /// The next of the lines that wait, for an output that isn't redrawn.
    mutating func plainBatch() -> PendingOutput.Batch {
        Self.batch(lines.take(bytes: Self.batchSize))
    }

    static func batch(_ lines: [LineQueue.Line]) -> PendingOutput.Batch {
        var bytes: [UInt8] = []
        for line in lines {
            bytes.append(contentsOf: line.text.utf8)
            bytes.append(UInt8(ascii: "\n"))
        }
        return PendingOutput.Batch(bytes: bytes, lines: lines)
    }
}
