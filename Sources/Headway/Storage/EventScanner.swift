/// Reads the lines that Headway itself writes, in one pass.
///
/// A general decoder takes several times as long, which counts where a run of a million events is folded anew. It stays
/// the judge of what is an event: whatever isn't written as ``JSONWriter`` writes it (a key that isn't known or comes out
/// of order, a space, anything that is wrong), and what is rare (an escape, a writer), gives nothing here, and is for the
/// decoder.
struct EventScanner {
    private var json: JSONScanner

    /// The event of a line; `nil` for whatever isn't plain.
    static func event(_ line: UnsafeBufferPointer<UInt8>) -> ProgressEvent? {
        var scanner = EventScanner(json: JSONScanner(line))
        guard let event = scanner.event(), scanner.json.isAtEnd else { return nil }
        return event
    }

    private mutating func event() -> ProgressEvent? {
        var context = EventContext()
        var type: ProgressEventType?
        var timestamp: CalendarTime?
        var elapsed: Double = 0
        var (message, runID) = ("", "")
        var sequence = 0
        let isWhole = json.object(JSONKeys.event) { json, key in
            switch key {
            case .context: return Self.context(&json, &context)
            case .elapsedSeconds: return json.number(&elapsed)
            case .message: return json.text(&message)
            case .runID: return json.text(&runID)
            case .sequence: return json.integer(&sequence)
            case .timestamp:
                timestamp = json.plainText().flatMap { CalendarTime($0) }
                return timestamp != nil
            case .type:
                type = json.plainText().flatMap { JSONKeys.types.key($0) }
                return type != nil
            }
        }
        guard isWhole, let type, let timestamp else { return nil }
        return ProgressEvent(
            type: type,
            timestamp: timestamp.date,
            message: message,
            context: context,
            sequence: sequence,
            elapsed: .seconds(saturating: elapsed),
            runID: runID
        )
    }

    private static func context(_ json: inout JSONScanner, _ context: inout EventContext) -> Bool {
        json.object(JSONKeys.context) { json, key in
            switch key {
            case .benchmarkName: json.text(&context.benchmarkName)
            case .completed: json.integer(&context.completed)
            case .completedPhases: json.integer(&context.completedPhases)
            case .durationSeconds: json.number(&context.durationSeconds)
            case .error: json.text(&context.error)
            case .exitCode: json.integer(&context.exitCode)
            case .keptFrom: json.text(&context.keptFrom)
            case .log: json.text(&context.log)
            case .longestQuietSeconds: json.number(&context.longestQuietSeconds)
            case .message: json.text(&context.message)
            case .output: json.texts(&context.output)
            case .percentage: json.number(&context.percentage)
            case .phaseIndex: json.integer(&context.phaseIndex)
            case .phaseName: json.text(&context.phaseName)
            case .phaseRemainingSeconds: estimates(&json, &context.phaseRemainingSeconds)
            case .phases: json.texts(&context.phases)
            case .processGroup: json.integer(&context.processGroup)
            case .progressIntegral: json.number(&context.progressIntegral)
            case .progressReports: json.integer(&context.progressReports)
            case .quietSeconds: json.number(&context.quietSeconds)
            case .remainingSeconds: estimate(&json, &context.remainingSeconds)
            case .reportedBy: json.text(&context.reportedBy)
            case .status: status(&json, &context.status)
            case .success: json.flag(&context.success)
            case .total: json.integer(&context.total)
            case .totalPhases: json.integer(&context.totalPhases)
            case .unit: json.text(&context.unit)
            // Once a run, or of few phases.
            case .expectedSeconds, .repetitionSeconds, .writer: false
            }
        }
    }

    private static func status(_ json: inout JSONScanner, _ value: inout PhaseStatus?) -> Bool {
        value = json.plainText().flatMap { JSONKeys.statuses.key($0) }
        return value != nil
    }

    private static func estimate(_ json: inout JSONScanner, _ value: inout TimeEstimate?) -> Bool {
        var (p10, p50, p90, point): (Double?, Double?, Double?, Double?)
        let isWhole = json.object(JSONKeys.estimate) { json, key in
            switch key {
            case .p10: json.number(&p10)
            case .p50: json.number(&p50)
            case .p90: json.number(&p90)
            case .point: json.number(&point)
            }
        }
        guard isWhole, let p10, let p50, let p90, let point else { return false }
        value = TimeEstimate(point: point, p10: p10, p50: p50, p90: p90)
        return true
    }

    private static func estimates(_ json: inout JSONScanner, _ value: inout [Int: TimeEstimate]?) -> Bool {
        var all: [Int: TimeEstimate] = [:]
        let isWhole = json.object { json, name in
            var one: TimeEstimate?
            guard let index = JSONScanner.index(name), estimate(&json, &one), let one else { return false }
            return all.updateValue(one, forKey: index) == nil
        }
        value = all
        return isWhole
    }
}

/// The keys of an event's line as they are written.
private enum JSONKeys {
    static let event = JSONKeyTable(ProgressEvent.CodingKeys.self)
    static let context = JSONKeyTable(EventContext.CodingKeys.self)
    static let estimate = JSONKeyTable(TimeEstimate.CodingKeys.self)
    static let types = JSONKeyTable(ProgressEventType.allCases.map { ($0.rawValue, $0) })
    static let statuses = JSONKeyTable(PhaseStatus.allCases.map { ($0.rawValue, $0) })
}
