extension JSONWriter {
    /// Writes a state as a snapshot's object.
    ///
    /// - Parameters:
    ///   - state: The state.
    ///   - heartbeatAge: How old its heartbeat is, in seconds, as only a viewer says it.
    mutating func state(_ state: RunState, heartbeatAge: Double? = nil) {
        typealias Key = RunState.CodingKeys
        object { json in
            json.member(Key.benchmark, state.benchmark)
            json.member(Key.completedPhases, state.completedPhases)
            json.required(Key.elapsedSeconds, state.elapsedSeconds)
            json.member(Key.error, state.error)
            json.required(Key.estimatedAtSeconds, state.estimatedAtSeconds)
            json.optional(Key.exitCode, state.exitCode)
            json.required(Key.fraction, state.fraction)
            json.member(Key.heartbeat, state.heartbeat)
            if let heartbeatAge {
                json.key("heartbeat_age_seconds")
                json.number(heartbeatAge)
            }
            json.member(Key.journalBytes, state.journalBytes)
            json.key(Key.phases)
            json.array(state.phases) { $0.phase($1) }
            json.key(Key.remainingSeconds)
            if let estimate = state.remainingSeconds { json.estimate(estimate) } else { json.null() }
            json.member(Key.runID, state.runID)
            json.member(Key.schema, state.schema)
            json.member(Key.sequence, state.sequence)
            json.member(Key.startedAt, state.startedAt.map(Timestamp.format))
            json.member(Key.status, state.status.rawValue)
            json.member(Key.totalPhases, state.totalPhases)
            json.member(Key.updatedAt, state.updatedAt.map(Timestamp.format))
            json.key(Key.writer)
            if let writer = state.writer { json.writer(writer) } else { json.null() }
        }
    }

    private mutating func phase(_ phase: PhaseState) {
        typealias Key = PhaseState.CodingKeys
        object { json in
            json.member(Key.completed, phase.completed)
            json.member(Key.durationSeconds, phase.durationSeconds)
            json.member(Key.error, phase.error)
            json.optional(Key.expectedSeconds, phase.expectedSeconds)
            json.required(Key.fraction, phase.fraction)
            json.member(Key.index, phase.index)
            json.optional(Key.keptFrom, phase.keptFrom)
            json.optional(Key.log, phase.log)
            json.optional(Key.longestQuietSeconds, phase.longestQuietSeconds)
            json.member(Key.message, phase.message)
            json.member(Key.name, phase.name)
            json.optional(Key.output, phase.output)
            json.optional(Key.processGroup, phase.processGroup)
            if phase.progressIntegral > 0 { json.required(Key.progressIntegral, phase.progressIntegral) }
            if phase.progressReports > 0 { json.member(Key.progressReports, phase.progressReports) }
            json.optional(Key.quietSinceSeconds, phase.quietSinceSeconds)
            if let estimate = phase.remainingSeconds {
                json.key(Key.remainingSeconds)
                json.estimate(estimate)
            }
            json.optional(Key.repetitionSeconds, phase.repetitionSeconds)
            json.optional(Key.reportedBy, phase.reportedBy)
            json.member(Key.stalled, phase.stalled)
            json.member(Key.startedAt, phase.startedAt.map(Timestamp.format))
            if phase.startedElapsed > 0 { json.required(Key.startedElapsed, phase.startedElapsed) }
            json.member(Key.status, phase.status.rawValue)
            json.member(Key.total, phase.total)
            json.member(Key.unit, phase.unit)
        }
    }
}
