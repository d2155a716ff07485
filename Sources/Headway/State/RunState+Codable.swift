extension RunState: Codable {
    enum CodingKeys: String, CodingKey, CaseIterable {
        case schema
        case runID = "run_id"
        case benchmark, status
        case startedAt = "started_at"
        case updatedAt = "updated_at"
        case elapsedSeconds = "elapsed_seconds"
        case fraction
        case remainingSeconds = "remaining_seconds"
        case estimatedAtSeconds = "estimated_at_seconds"
        case phases
        case totalPhases = "total_phases"
        case completedPhases = "completed_phases"
        case error
        case exitCode = "exit_code"
        case sequence
        case journalBytes = "journal_bytes"
        case writer, heartbeat
    }

    /// Reads a snapshot.
    ///
    /// Unknown keys are ignored; whether the schema can be read is for the reader to check first.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        schema = try container.decode(String.self, forKey: .schema)
        runID = try container.decode(String.self, forKey: .runID)
        benchmark = try container.decode(String.self, forKey: .benchmark)
        status = try container.decode(RunStatus.self, forKey: .status)
        startedAt = try Timestamp.decodeIfPresent(from: container, forKey: .startedAt)
        updatedAt = try Timestamp.decodeIfPresent(from: container, forKey: .updatedAt)
        elapsedSeconds = try container.decode(Double.self, forKey: .elapsedSeconds)
        fraction = min(max(try container.decode(Double.self, forKey: .fraction), 0), 1)
        remainingSeconds = try container.decodeIfPresent(TimeEstimate.self, forKey: .remainingSeconds)
        estimatedAtSeconds = try container.decodeIfPresent(Double.self, forKey: .estimatedAtSeconds) ?? elapsedSeconds
        phases = try container.decode([PhaseState].self, forKey: .phases)
        totalPhases = max(try container.decodeIfPresent(Int.self, forKey: .totalPhases) ?? 0, phases.count)
        error = try container.decodeIfPresent(String.self, forKey: .error)
        exitCode = try container.decodeIfPresent(Int.self, forKey: .exitCode)
        sequence = try container.decode(Int.self, forKey: .sequence)
        journalBytes = try container.decodeIfPresent(Int.self, forKey: .journalBytes) ?? 0
        writer = try container.decodeIfPresent(RunWriter.self, forKey: .writer)
        heartbeat = try container.decodeIfPresent(Int.self, forKey: .heartbeat) ?? 0
        let completed = try container.decodeIfPresent(Int.self, forKey: .completedPhases) ?? 0
        completedPhases = min(max(completed, 0), phases.count)
        restoreDerived()
    }

    /// Writes the snapshot's object.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(schema, forKey: .schema)
        try container.encode(runID, forKey: .runID)
        try container.encode(benchmark, forKey: .benchmark)
        try container.encode(status, forKey: .status)
        try Timestamp.encode(startedAt, into: &container, forKey: .startedAt)
        try Timestamp.encode(updatedAt, into: &container, forKey: .updatedAt)
        try container.encode(elapsedSeconds, forKey: .elapsedSeconds)
        try container.encode(fraction, forKey: .fraction)
        try container.encode(remainingSeconds, forKey: .remainingSeconds)
        try container.encode(estimatedAtSeconds, forKey: .estimatedAtSeconds)
        try container.encode(phases, forKey: .phases)
        try container.encode(totalPhases, forKey: .totalPhases)
        try container.encode(completedPhases, forKey: .completedPhases)
        try container.encode(error, forKey: .error)
        try container.encodeIfPresent(exitCode, forKey: .exitCode)
        try container.encode(sequence, forKey: .sequence)
        try container.encode(journalBytes, forKey: .journalBytes)
        try container.encode(writer, forKey: .writer)
        try container.encode(heartbeat, forKey: .heartbeat)
    }

    /// Computes what isn't stored, so that folding can go on from a snapshot.
    private mutating func restoreDerived() {
        weights = PhaseWeights(phases: phases, totalPhases: totalPhases)
        for index in phases.indices {
            phases[index].index = index
            if phases[index].status == .running {
                runningPhases.append(index)
                // A snapshot of before this was kept has none.
                if phases[index].startedElapsed == 0 {
                    phases[index].startedElapsed = max(elapsedSeconds - (phases[index].durationSeconds ?? 0), 0)
                }
            }
            let phase = phases[index]
            if phase.reportedBy != nil { hasReportedPhases = true }
            if phase.status.isEnd, !phase.status.countsAsDone { failedPhases.append(index) }
            weights.set(index, expected: phase.expectedSeconds, share: phase.status.countsAsDone ? 1 : phase.fraction)
        }
    }
}
