/// Decides when an event becomes a line of the journal.
///
/// Transitions and the first value of a phase go at once. Progress waits for a second, in which a newer value of the phase
/// replaces an older one. Whenever something goes, all that waits goes with it, even before its time, so that the lines
/// stay in the order of their sequences.
struct JournalPacer {
    static let interval = Duration.seconds(1)

    private var waiting: [ConflationKey: ProgressEvent] = [:]
    /// The phases that have a line with a value.
    private var begun: Set<Int> = []
    private var nextBatch = Duration.zero

    /// When what waits is due; `nil` if nothing waits.
    var dueAt: Duration? { waiting.isEmpty ? nil : nextBatch }

    /// Takes an event.
    ///
    /// - Parameters:
    ///   - event: The event.
    ///   - now: The uptime.
    /// - Returns: The events to write now, in order.
    mutating func take(_ event: ProgressEvent, at now: Duration) -> [ProgressEvent] {
        guard let key = ConflationKey(event) else {
            if event.type == .phaseCompleted, let phase = event.phaseIndex { begun.remove(phase) }
            return takeAll(at: now) + [event]
        }
        waiting[key] = event
        if case .phase(let phase) = key {
            // What says nothing of the progress, such as which process it is, goes at once and isn't the first value.
            let context = event.context
            let hasValue = context.percentage != nil || context.completed != nil || context.message != nil
            if !hasValue || begun.insert(phase).inserted { return takeAll(at: now) }
        }
        return takeDue(at: now)
    }

    /// The events whose time has come.
    mutating func takeDue(at now: Duration) -> [ProgressEvent] {
        now >= nextBatch ? takeAll(at: now) : []
    }

    private mutating func takeAll(at now: Duration) -> [ProgressEvent] {
        guard !waiting.isEmpty else { return [] }
        nextBatch = now + Self.interval
        return takeAll()
    }

    /// All events that wait, whether their time has come or not, in order.
    mutating func takeAll() -> [ProgressEvent] {
        defer { waiting.removeAll(keepingCapacity: true) }
        return waiting.values.sorted { $0.sequence < $1.sequence }
    }
}
