/// Which phases ran side by side last time: their beginnings and ends in the order in which they happened.
struct PhaseOrder: Sendable {
    /// A phase's beginning or end.
    struct Event: Sendable {
        var phase: Int
        var isEnd: Bool
        /// How long after the end before it, or the run's beginning, a phase began, in seconds.
        var gap = 0.0
    }

    /// What should have begun is late after so many times as long as last time, and so many seconds.
    private static let lateness = (factor: 2.0, seconds: 0.5)

    let events: [Event]

    /// Makes the order of phases from when they ran.
    ///
    /// - Parameter spans: When each phase began and ended, in seconds; `nil` for those that didn't run.
    /// - Returns: The order; `nil` if no two phases overlapped, so that there is nothing to know.
    init?(_ spans: [ClosedRange<Double>?]) {
        let known = spans.indices.filter { spans[$0] != nil }
        guard known.count > 1 else { return nil }
        var moments: [(time: Double, event: Event)] = []
        moments.reserveCapacity(known.count * 2)
        for index in known {
            guard let span = spans[index] else { continue }
            // Times are kept to the millisecond, so that phases which follow each other may seem to overlap a little.
            let slack = min((span.upperBound - span.lowerBound) / 4, 0.01)
            moments.append((span.lowerBound + slack, Event(phase: index, isEnd: false)))
            moments.append((span.upperBound - slack, Event(phase: index, isEnd: true)))
        }
        moments.sort { a, b in
            if a.time != b.time { return a.time < b.time }
            if a.event.phase != b.event.phase { return a.event.phase < b.event.phase }
            return !a.event.isEnd && b.event.isEnd
        }
        var open = 0
        var overlaps = false
        var lastEnd = 0.0
        for place in moments.indices {
            if moments[place].event.isEnd {
                open -= 1
                lastEnd = max(lastEnd, moments[place].time)
            } else {
                open += 1
                moments[place].event.gap = max(moments[place].time - lastEnd, 0)
            }
            if open > 1 { overlaps = true }
        }
        guard overlaps else { return nil }
        events = moments.map(\.event)
    }

    /// Whether a run goes in another order: a phase hasn't begun, though all that had ended before it last time has ended.
    ///
    /// So it is where fewer run side by side than last time.
    ///
    /// - Parameters:
    ///   - phases: How each phase is.
    ///   - ends: When those that are over ended, in seconds since the run began.
    ///   - elapsed: How long the run has been going on, in seconds.
    func isBroken(by phases: [PhaseNow], ends: [Double?], elapsed: Double) -> Bool {
        var allEnded = 0.0
        for event in events where event.phase < phases.count {
            switch phases[event.phase] {
            case .pending:
                if event.isEnd { return false }
                if elapsed > allEnded + Self.lateness.factor * event.gap + Self.lateness.seconds { return true }
            case .running:
                // What comes later waits for it.
                if event.isEnd { return false }
            case .completed, .over:
                guard event.isEnd, ends.indices.contains(event.phase) else { continue }
                allEnded = max(allEnded, ends[event.phase] ?? 0)
            }
        }
        return false
    }
}
