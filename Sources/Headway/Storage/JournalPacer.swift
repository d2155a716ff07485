/// Decides when an event becomes a line of the journal.
///
/// Transitions and the first value of a phase go at once; progress waits for at most a second, in which a newer value of
/// the phase replaces an older one. Whenever something goes, all that waits goes with it, so that the lines stay in the
/// order of their sequences.
struct JournalPacer {
    private enum Key: Hashable {
        case phase(Int)
        case estimate
    }

    static let interval = Duration.seconds(1)

    private var waiting: [Key: ProgressEvent] = [:]
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
        switch event.type {
        case .phaseProgress:
            let phase = event.phaseIndex ?? -1
            let isFirst = begun.insert(phase).inserted
            waiting[.phase(phase)] = event
            return isFirst ? takeAll(at: now) : takeDue(at: now)
        case .estimateUpdated:
            waiting[.estimate] = event
            return takeDue(at: now)
        default:
            if event.type == .phaseCompleted, let phase = event.phaseIndex { begun.remove(phase) }
            return takeAll(at: now) + [event]
        }
    }

    /// The events whose time has come.
    mutating func takeDue(at now: Duration) -> [ProgressEvent] {
        now >= nextBatch ? takeAll(at: now) : []
    }

    private mutating func takeAll(at now: Duration) -> [ProgressEvent] {
        guard !waiting.isEmpty else { return [] }
        nextBatch = now + Self.interval
        defer { waiting.removeAll(keepingCapacity: true) }
        return waiting.values.sorted { $0.sequence < $1.sequence }
    }
}
