#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

extension RunState {
    /// Events that say what this state says, for a journal that has to be written anew from memory.
    ///
    /// They are the transitions as far as the state knows them, each at its own time, and the newest values; what came in
    /// between is lost, and a `journal_gap` says so if that is anything. Their sequences end with the state's own, so that
    /// the journal goes on from there.
    ///
    /// - Returns: The events, in order; none if nothing has happened.
    func restatement() -> [ProgressEvent] {
        guard let startedAt, sequence > 0 else { return [] }
        var drafts = transitions
        for phase in runningPhases.map({ phases[$0] }) {
            if phase.hasReported { drafts.append(progress(phase)) }
            if phase.stalled { drafts.append(stalled(phase)) }
        }
        if remainingSeconds != nil { drafts.append(estimate) }
        if status.isEnd { drafts.append(end) }
        // What happened at the same time stays in this order.
        let order = drafts.indices.sorted { (drafts[$0].elapsed, $0) < (drafts[$1].elapsed, $1) }
        drafts = [start(at: startedAt)] + order.map { drafts[$0] }
        if drafts.count < sequence {
            drafts.insert(
                Draft(.journalGap, at: startedAt, message: "what came before was lost, and is told anew"),
                at: 1
            )
        }
        return drafts.enumerated().map { place, draft in
            ProgressEvent(
                type: draft.type,
                timestamp: draft.timestamp,
                message: draft.message,
                context: draft.context,
                sequence: max(sequence - drafts.count + 1 + place, 1),
                elapsed: .seconds(saturating: draft.elapsed),
                runID: runID
            )
        }
    }

    /// The beginnings and ends of phases.
    private var transitions: [Draft] {
        var drafts: [Draft] = []
        var lastEnd: Double = 0
        for phase in phases where phase.status == .running || phase.status.isEnd {
            if phase.startedAt != nil { drafts.append(started(phase)) }
            // What the run's end has skipped it skips again; what was skipped before counts as done.
            guard phase.status.isEnd, phase.status != .skipped || weights.isDone(phase.index) else { continue }
            // When a phase without a beginning was skipped isn't known: hardly before an earlier one had ended.
            if phase.startedAt != nil {
                lastEnd = min(phase.startedElapsed + (phase.durationSeconds ?? 0), elapsedSeconds)
            }
            drafts.append(completed(phase, elapsed: lastEnd))
        }
        return drafts
    }

    private struct Draft {
        var type: ProgressEventType
        var timestamp: Date
        var message = ""
        var elapsed: Double = 0
        var context = EventContext()

        init(_ type: ProgressEventType, at timestamp: Date, message: String = "") {
            self.type = type
            self.timestamp = timestamp
            self.message = message
        }
    }

    private func start(at date: Date) -> Draft {
        var draft = Draft(.benchmarkStarted, at: date, message: "\(benchmark) started")
        draft.context.benchmarkName = benchmark
        draft.context.totalPhases = totalPhases
        draft.context.phases = phases.map(\.name)
        draft.context.writer = writer
        if phases.contains(where: { $0.expectedSeconds != nil }) {
            draft.context.expectedSeconds = phases.map(\.expectedSeconds)
        }
        return draft
    }

    private func about(_ phase: PhaseState, _ type: ProgressEventType, at date: Date? = nil) -> Draft {
        var draft = Draft(type, at: date ?? updatedAt ?? phase.startedAt ?? Date(timeIntervalSince1970: 0))
        draft.elapsed = elapsedSeconds
        draft.context.phaseName = phase.name
        draft.context.phaseIndex = phase.index
        return draft
    }

    private func started(_ phase: PhaseState) -> Draft {
        var draft = about(phase, .phaseStarted, at: phase.startedAt)
        draft.elapsed = phase.startedElapsed
        draft.message = "\(phase.name) started"
        draft.context.total = phase.total
        draft.context.unit = phase.unit
        draft.context.reportedBy = phase.reportedBy
        return draft
    }

    private func progress(_ phase: PhaseState) -> Draft {
        var draft = about(phase, .phaseProgress)
        add(phase, to: &draft)
        draft.context.processGroup = phase.processGroup
        return draft
    }

    private func stalled(_ phase: PhaseState) -> Draft {
        var draft = about(phase, .phaseStalled)
        draft.message = "\(phase.name) is quiet"
        draft.context.quietSeconds = phase.quietSinceSeconds.map { max(elapsedSeconds - $0, 0) }
        draft.context.output = phase.output
        return draft
    }

    private func completed(_ phase: PhaseState, elapsed: Double) -> Draft {
        var draft = about(phase, .phaseCompleted)
        if let start = phase.startedAt, let duration = phase.durationSeconds {
            draft.timestamp = start.addingTimeInterval(duration)
        }
        draft.elapsed = elapsed
        draft.message = "\(phase.name) \(phase.status.words)"
        add(phase, to: &draft)
        draft.context.status = phase.status
        draft.context.success = phase.status == .completed
        draft.context.durationSeconds = phase.durationSeconds
        draft.context.longestQuietSeconds = phase.longestQuietSeconds
        draft.context.error = phase.error
        draft.context.output = phase.output
        draft.context.log = phase.log
        draft.context.repetitionSeconds = phase.repetitionSeconds
        draft.context.keptFrom = phase.keptFrom
        draft.context.processGroup = phase.processGroup
        return draft
    }

    private func add(_ phase: PhaseState, to draft: inout Draft) {
        if phase.fraction > 0 { draft.context.percentage = phase.fraction * 100 }
        draft.context.completed = phase.completed
        draft.context.total = phase.total
        draft.context.unit = phase.unit
        draft.context.message = phase.message
        if phase.progressReports > 0 {
            draft.context.progressIntegral = phase.progressIntegral
            draft.context.progressReports = phase.progressReports
        }
    }

    private var estimate: Draft {
        var draft = Draft(.estimateUpdated, at: updatedAt ?? Date(timeIntervalSince1970: 0))
        draft.elapsed = estimatedAtSeconds
        draft.context.remainingSeconds = remainingSeconds
        let estimates = runningPhases.compactMap { index in phases[index].remainingSeconds.map { (index, $0) } }
        if !estimates.isEmpty { draft.context.phaseRemainingSeconds = Dictionary(uniqueKeysWithValues: estimates) }
        return draft
    }

    private var end: Draft {
        var draft = Draft(.benchmarkCompleted, at: updatedAt ?? Date(timeIntervalSince1970: 0))
        draft.message = "\(benchmark) \(status.rawValue)"
        draft.elapsed = elapsedSeconds
        draft.context.benchmarkName = benchmark
        draft.context.status = PhaseStatus(rawValue: status.rawValue)
        draft.context.success = status == .completed
        draft.context.error = error
        draft.context.exitCode = exitCode
        return draft
    }
}

extension PhaseState {
    /// Whether it has said anything since it began.
    fileprivate var hasReported: Bool {
        fraction > 0 || completed != nil || message != nil || processGroup != nil
    }
}
