/// What waits for one observer, in order.
///
/// Transitions stay until they are taken. Of a phase's progress only the newest value waits, so the queue is bounded by
/// the number of phases however slow the observer is; the first value of a phase is never replaced, and the last one
/// never is because nothing comes after it.
struct MailboxQueue {
    enum Item {
        case event(ProgressEvent)
        /// Tells somebody that everything before it has been handled.
        case barrier(Barrier)
    }

    private var items: [Item?] = []
    /// How many items have been dropped from the front of the array, so that positions stay valid.
    private var dropped = 0
    /// Where in the array the next item to take is.
    private var head = 0
    /// Positions of values that newer ones may replace.
    private var replaceable = ConflationTable()

    /// How many items wait.
    private(set) var count = 0

    /// How many places the queue takes up, empty ones included.
    var capacityUsed: Int { items.count }

    mutating func push(_ event: ProgressEvent) {
        guard let key = ConflationKey(event) else {
            if event.type == .phaseCompleted, let key = ConflationKey(phaseOf: event) { replaceable[key] = .never }
            return append(.event(event))
        }
        switch replaceable[key] {
        case .never where event.type == .phaseProgress:
            replaceable[key] = .nowhere
            append(.event(event))
        case .never, .nowhere: replace(nil, key, by: event)
        case .at(let position): replace(position, key, by: event)
        }
    }

    /// Puts in a barrier.
    ///
    /// What waits before it can't be replaced any more, so that it is reached in bounded time.
    mutating func push(_ barrier: Barrier) {
        for position in items.indices.dropFirst(head) { settle(items[position], at: position + dropped) }
        append(.barrier(barrier))
    }

    /// Takes the next item, or nothing if none waits.
    mutating func pop() -> Item? {
        while head < items.count {
            let item = items[head]
            items[head] = nil
            head += 1
            guard let item else { continue }
            count -= 1
            settle(item, at: dropped + head - 1)
            compact()
            return item
        }
        compact()
        return nil
    }

    /// Takes the events that wait before the next barrier.
    ///
    /// - Parameter limit: How many at most.
    mutating func popEvents(atMost limit: Int) -> [ProgressEvent] {
        var events: [ProgressEvent] = []
        while events.count < limit, let next = nextEvent {
            _ = pop()
            events.append(next)
        }
        return events
    }

    /// Takes events that may as well be taken together, up to the next barrier.
    ///
    /// Nothing replaces a transition. Progress that is taken can't be replaced any more, so of that no more than a quarter of
    /// what waits: it gets older by no more than a quarter of the time that its observer takes for all.
    ///
    /// - Parameter limit: How many at most.
    mutating func popTogether(atMost limit: Int) -> [ProgressEvent] {
        var events: [ProgressEvent] = []
        var progressLeft = count / 4
        while events.count < limit, let next = nextEvent {
            if next.type.isConflatable {
                guard progressLeft > 0 else { break }
                progressLeft -= 1
            }
            _ = pop()
            events.append(next)
        }
        return events
    }

    /// The event that comes next, unless a barrier does.
    private var nextEvent: ProgressEvent? {
        for place in head..<items.count {
            guard let item = items[place] else { continue }
            if case .event(let event) = item { return event }
            return nil
        }
        return nil
    }

    private mutating func append(_ item: Item) {
        items.append(item)
        count += 1
    }

    /// Notes that an item can't be replaced any more.
    private mutating func settle(_ item: Item?, at position: Int) {
        guard case .event(let event) = item, let key = ConflationKey(event), replaceable[key] == .at(position) else {
            return
        }
        replaceable[key] = .nowhere
    }

    private mutating func replace(_ position: Int?, _ key: ConflationKey, by event: ProgressEvent) {
        if let position {
            items[position - dropped] = nil
            count -= 1
        }
        replaceable[key] = .at(dropped + items.count)
        append(.event(event))
        if items.count - head > 64, count < (items.count - head) / 2 { closeGaps() }
    }

    /// Gives back the room of what has been taken, in constant time per item on average.
    private mutating func compact() {
        guard head == items.count || (head > 64 && head > items.count / 2) else { return }
        items.removeFirst(head)
        dropped += head
        head = 0
    }

    /// Gives back the room of what has been replaced.
    private mutating func closeGaps() {
        let old = items
        dropped += head
        items = []
        items.reserveCapacity(count)
        for position in head..<old.count {
            guard let item = old[position] else { continue }
            if case .event(let event) = item, let key = ConflationKey(event),
                replaceable[key] == .at(position + dropped - head)
            {
                replaceable[key] = .at(dropped + items.count)
            }
            items.append(item)
        }
        head = 0
    }
}
