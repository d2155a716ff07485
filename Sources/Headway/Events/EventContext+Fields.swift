extension EventContext {
    /// A value of a field in a form that logs and tables can take.
    package enum FieldValue: Sendable, Hashable {
        case text(String)
        case integer(Int)
        case number(Double)
        case flag(Bool)
        case list([String])
    }

    /// The fields that are set, under the keys of a journal line's `context`, in the order of the type.
    package var fields: [(key: String, value: FieldValue)] {
        var fields: [(key: String, value: FieldValue)] = []
        func add(_ key: CodingKeys, _ value: FieldValue?) {
            if let value { fields.append((key.rawValue, value)) }
        }
        add(.benchmarkName, benchmarkName.map(FieldValue.text))
        add(.totalPhases, totalPhases.map(FieldValue.integer))
        add(.completedPhases, completedPhases.map(FieldValue.integer))
        add(.phases, phases.map(FieldValue.list))
        add(.expectedSeconds, expectedSeconds.map { .list($0.map { $0.map { "\($0)" } ?? "null" }) })
        add(.writer, writer.map { .text("\($0.host):\($0.pid)") })
        add(.phaseName, phaseName.map(FieldValue.text))
        add(.phaseIndex, phaseIndex.map(FieldValue.integer))
        add(.percentage, percentage.map(FieldValue.number))
        add(.completed, completed.map(FieldValue.integer))
        add(.total, total.map(FieldValue.integer))
        add(.unit, unit.map(FieldValue.text))
        add(.message, message.map(FieldValue.text))
        add(.status, (status?.rawValue).map(FieldValue.text))
        add(.success, success.map(FieldValue.flag))
        add(.durationSeconds, durationSeconds.map(FieldValue.number))
        add(.error, error.map(FieldValue.text))
        add(.output, output.map(FieldValue.list))
        add(.log, log.map(FieldValue.text))
        add(.remainingSeconds, (remainingSeconds?.point).map(FieldValue.number))
        add(.quietSeconds, quietSeconds.map(FieldValue.number))
        add(.longestQuietSeconds, longestQuietSeconds.map(FieldValue.number))
        add(
            .phaseRemainingSeconds,
            phaseRemainingSeconds.map { all in
                .list(all.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value.point)" })
            }
        )
        add(.progressIntegral, progressIntegral.map(FieldValue.number))
        add(.progressReports, progressReports.map(FieldValue.integer))
        add(.exitCode, exitCode.map(FieldValue.integer))
        add(.processGroup, processGroup.map(FieldValue.integer))
        add(.repetitionSeconds, repetitionSeconds.map { .list($0.map { "\($0)" }) })
        add(.keptFrom, keptFrom.map(FieldValue.text))
        add(.reportedBy, reportedBy.map(FieldValue.text))
        return fields
    }
}
