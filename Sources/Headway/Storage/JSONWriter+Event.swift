extension JSONWriter {
    /// Writes an event as a journal line's object; its keys are in order, as in every file of Headway.
    mutating func event(_ event: ProgressEvent) {
        typealias Key = ProgressEvent.CodingKeys
        object { json in
            json.key(Key.context)
            json.context(event.context)
            json.required(Key.elapsedSeconds, event.elapsed.inSeconds)
            json.member(Key.message, event.message)
            json.member(Key.runID, event.runID)
            json.member(Key.sequence, event.sequence)
            json.member(Key.timestamp, Timestamp.format(event.timestamp))
            json.member(Key.type, event.type.rawValue)
        }
    }

    private mutating func context(_ context: EventContext) {
        typealias Key = EventContext.CodingKeys
        object { json in
            json.optional(Key.benchmarkName, context.benchmarkName)
            json.optional(Key.completed, context.completed)
            json.optional(Key.completedPhases, context.completedPhases)
            json.optional(Key.durationSeconds, context.durationSeconds)
            json.optional(Key.error, context.error)
            json.optional(Key.exitCode, context.exitCode)
            if let seconds = context.expectedSeconds {
                json.key(Key.expectedSeconds)
                json.array(seconds) { json, value in
                    if let value, value.isFinite { json.number(value) } else { json.null() }
                }
            }
            json.optional(Key.keptFrom, context.keptFrom)
            json.optional(Key.log, context.log)
            json.optional(Key.longestQuietSeconds, context.longestQuietSeconds)
            json.optional(Key.message, context.message)
            json.optional(Key.output, context.output)
            json.optional(Key.percentage, context.percentage)
            json.optional(Key.phaseIndex, context.phaseIndex)
            json.optional(Key.phaseName, context.phaseName)
            if let estimates = context.phaseRemainingSeconds {
                json.key(Key.phaseRemainingSeconds)
                json.object { json in
                    for (name, estimate) in estimates.map({ ("\($0)", $1) }).sorted(by: { $0.0 < $1.0 }) {
                        json.key(name)
                        json.estimate(estimate)
                    }
                }
            }
            json.optional(Key.phases, context.phases)
            json.optional(Key.processGroup, context.processGroup)
            json.optional(Key.progressIntegral, context.progressIntegral)
            json.optional(Key.progressReports, context.progressReports)
            json.optional(Key.quietSeconds, context.quietSeconds)
            if let estimate = context.remainingSeconds {
                json.key(Key.remainingSeconds)
                json.estimate(estimate)
            }
            json.optional(Key.repetitionSeconds, context.repetitionSeconds)
            json.optional(Key.reportedBy, context.reportedBy)
            json.optional(Key.status, context.status?.rawValue)
            json.optional(Key.success, context.success)
            json.optional(Key.total, context.total)
            json.optional(Key.totalPhases, context.totalPhases)
            json.optional(Key.unit, context.unit)
            if let writer = context.writer {
                json.key(Key.writer)
                json.writer(writer)
            }
        }
    }

    /// Writes an estimate of an event or a state.
    mutating func estimate(_ estimate: TimeEstimate) {
        typealias Key = TimeEstimate.CodingKeys
        object { json in
            json.required(Key.p10, estimate.p10)
            json.required(Key.p50, estimate.p50)
            json.required(Key.p90, estimate.p90)
            json.required(Key.point, estimate.point)
        }
    }

    /// Writes the writer of an event or a state.
    mutating func writer(_ writer: RunWriter) {
        typealias Key = RunWriter.CodingKeys
        object { json in
            json.member(Key.bootID, writer.bootID)
            json.member(Key.host, writer.host)
            json.member(Key.pid, writer.pid)
            json.optional(Key.pidNamespace, writer.pidNamespace)
            json.optional(Key.processStartTicks, writer.processStartTicks)
            json.member(Key.processStartedAt, writer.processStartedAt.map(Timestamp.format))
        }
    }
}
