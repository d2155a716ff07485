#if canImport(FoundationEssentials)
public import FoundationEssentials
#else
public import Foundation
#endif

/// One thing that happened in a run.
///
/// Everything that Headway shows or stores comes from a sequence of these.
///
/// An event is cheap to copy: it is a reference to an immutable record.
public struct ProgressEvent: Sendable {
    private let record: Record

    /// Makes an event.
    ///
    /// A ``ProgressTracker`` does so for its run; others need it to replay or to test.
    ///
    /// - Parameters:
    ///   - type: What kind of thing happened.
    ///   - timestamp: The wall clock when it happened; kept to the millisecond.
    ///   - message: A sentence for people.
    ///   - context: The details.
    ///   - sequence: The number of the event within its run, from 1; 0 if it has none.
    ///   - elapsed: The time since the run began, by a clock that never goes back; kept to the microsecond.
    ///   - runID: The run that it belongs to.
    public init(
        type: ProgressEventType,
        timestamp: Date,
        message: String = "",
        context: EventContext = EventContext(),
        sequence: Int = 0,
        elapsed: Duration = .zero,
        runID: String = ""
    ) {
        self.record = Record(
            type: type,
            timestamp: Timestamp.rounded(timestamp),
            message: message,
            context: context,
            sequence: sequence,
            elapsed: .microseconds(elapsed.inMicroseconds),
            runID: runID
        )
    }

    /// What kind of thing happened.
    public var type: ProgressEventType { record.type }
    /// The wall clock when it happened.
    public var timestamp: Date { record.timestamp }
    /// A sentence for people.
    public var message: String { record.message }
    /// The details.
    public var context: EventContext { record.context }
    /// The number of the event within its run: contiguous from 1, so that a reader can tell order and gaps.
    public var sequence: Int { record.sequence }
    /// The time since the run began, by a clock that never goes back.
    public var elapsed: Duration { record.elapsed }
    /// The run that it belongs to.
    public var runID: String { record.runID }

    /// The index of the phase that the event is about, if it is about one.
    package var phaseIndex: Int? { record.context.phaseIndex }

    private final class Record: Sendable {
        let type: ProgressEventType
        let timestamp: Date
        let message: String
        let context: EventContext
        let sequence: Int
        let elapsed: Duration
        let runID: String

        init(
            type: ProgressEventType,
            timestamp: Date,
            message: String,
            context: EventContext,
            sequence: Int,
            elapsed: Duration,
            runID: String
        ) {
            self.type = type
            self.timestamp = timestamp
            self.message = message
            self.context = context
            self.sequence = sequence
            self.elapsed = elapsed
            self.runID = runID
        }
    }
}

extension ProgressEvent: Hashable {
    /// Whether two events say the same.
    public static func == (a: ProgressEvent, b: ProgressEvent) -> Bool {
        a.record === b.record
            || (a.type == b.type && a.sequence == b.sequence && a.runID == b.runID && a.elapsed == b.elapsed
                && a.timestamp == b.timestamp && a.message == b.message && a.context == b.context)
    }

    /// Feeds what tells events of one run apart into a hasher.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(runID)
        hasher.combine(sequence)
        hasher.combine(type)
    }
}

extension ProgressEvent: Codable {
    enum CodingKeys: String, CodingKey, CaseIterable {
        case type, timestamp, message, context, sequence
        case elapsedSeconds = "elapsed_seconds"
        case runID = "run_id"
    }

    /// Reads an event from a journal line's object; keys that aren't known are ignored.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        self.init(
            type: try container.decode(ProgressEventType.self, forKey: .type),
            timestamp: try Timestamp.decode(from: container, forKey: .timestamp),
            message: try container.decodeIfPresent(String.self, forKey: .message) ?? "",
            context: try container.decodeIfPresent(EventContext.self, forKey: .context) ?? EventContext(),
            sequence: try container.decodeIfPresent(Int.self, forKey: .sequence) ?? 0,
            elapsed: .seconds(saturating: try container.decodeIfPresent(Double.self, forKey: .elapsedSeconds) ?? 0),
            runID: try container.decodeIfPresent(String.self, forKey: .runID) ?? ""
        )
    }

    /// Writes the event as a journal line's object.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(type, forKey: .type)
        try Timestamp.encode(timestamp, into: &container, forKey: .timestamp)
        try container.encode(message, forKey: .message)
        try container.encode(context, forKey: .context)
        try container.encode(sequence, forKey: .sequence)
        try container.encode(elapsed.inSeconds, forKey: .elapsedSeconds)
        try container.encode(runID, forKey: .runID)
    }
}
