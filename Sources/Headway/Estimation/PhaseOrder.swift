/// Which phases ran side by side last time: their beginnings and ends in the order in which they happened.
struct PhaseOrder: Sendable {
    /// A phase's beginning or end.
    struct Event: Sendable {
        var phase: Int
        var isEnd: Bool
    }

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
        for moment in moments {
            open += moment.event.isEnd ? -1 : 1
            if open > 1 { overlaps = true }
        }
        guard overlaps else { return nil }
        events = moments.map(\.event)
    }
}
