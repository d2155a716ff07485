extension RunState {
    /// No journal has more phases than this; an index beyond it is a broken one.
    static let phaseLimit = 1_000_000

    /// How many phases may be missing before one that is heard of, as after a journal's gap.
    private static let longestLeap = 100
    /// With more running phases than this their durations aren't all brought up to date at each event.
    private static let fewPhases = 100

    /// Folds one event into the state.
    ///
    /// An event that the state already covers, by its ``ProgressEvent/sequence``, changes nothing; so a journal may be
    /// read again from any earlier point. An event that makes no sense (a phase that never began, say) is taken as far
    /// as it goes: no sequence of events traps, and ``fraction`` stays within 0…1.
    ///
    /// - Parameter event: The event.
    public mutating func apply(_ event: ProgressEvent) {
        if event.type == .benchmarkStarted, status == .pending || event.runID != runID {
            self = RunState()
            runID = event.runID
        }
        // Of another run, whose journal has taken the place of this one's.
        guard event.runID == runID || event.runID.isEmpty || runID.isEmpty else { return }
        guard event.sequence == 0 || event.sequence > sequence else { return }
        sequence = max(sequence, event.sequence)
        updatedAt = event.timestamp
        let wasEnded = status.isEnd
        if !wasEnded { elapsedSeconds = max(elapsedSeconds, event.elapsed.inSeconds) }

        let context = event.context
        switch event.type {
        case .benchmarkStarted: start(event, context)
        case .phaseStarted: startPhase(event, context)
        case .phaseProgress: progress(context)
        case .phaseCompleted: completePhase(context)
        case .benchmarkCompleted: if !wasEnded { complete(context) }
        case .phaseStalled: setStalled(true, context)
        case .phaseResumed: setStalled(false, context)
        case .estimateUpdated:
            remainingSeconds = context.remainingSeconds
            estimatedAtSeconds = event.elapsed.inSeconds
            for index in runningPhases { phases[index].remainingSeconds = context.phaseRemainingSeconds?[index] }
        case .journalGap: break
        }
        if runningPhases.count <= Self.fewPhases {
            updateDurations()
        } else if let index = context.phaseIndex, phases.indices.contains(index), phases[index].status == .running {
            phases[index].lengthen(to: elapsed(since: phases[index].startedElapsed))
        }
    }

    /// Brings the durations of all running phases to the state's elapsed time.
    ///
    /// Folding does so by itself as long as that costs nothing to speak of.
    mutating func updateDurations() {
        for index in runningPhases { phases[index].lengthen(to: elapsed(since: phases[index].startedElapsed)) }
    }

    /// How long ago a moment was.
    private func elapsed(since start: Double) -> Double { untilNow(start) }

    /// The moment that was so many seconds ago.
    private func moment(before seconds: Double) -> Double { untilNow(seconds) }

    /// What is between that and the run's elapsed seconds, to the microsecond: the nearest number that has few digits.
    private func untilNow(_ seconds: Double) -> Double { max(((elapsedSeconds - seconds) * 1e6).rounded() / 1e6, 0) }

    private mutating func start(_ event: ProgressEvent, _ context: EventContext) {
        guard status == .pending else { return }
        status = .running
        benchmark = context.benchmarkName ?? ""
        startedAt = event.timestamp
        writer = context.writer
        let names = context.phases ?? []
        phases = names.prefix(Self.phaseLimit).enumerated().map { PhaseState(index: $0.offset, name: $0.element) }
        for (index, seconds) in (context.expectedSeconds ?? []).prefix(phases.count).enumerated() {
            phases[index].expectedSeconds = seconds.flatMap(PhaseState.sane(expectation:))
        }
        totalPhases = min(max(context.totalPhases ?? 0, phases.count), Self.phaseLimit)
        weights = PhaseWeights(phases: phases, totalPhases: totalPhases)
    }

    private mutating func startPhase(_ event: ProgressEvent, _ context: EventContext) {
        guard let index = phaseIndex(context), !phases[index].status.isEnd else { return }
        if phases[index].status == .running {
            guard context.reportedBy != nil else { return }
            // A phase of a command takes the place of the command's own.
            runningPhases.removeAll { $0 == index }
            phases[index] = PhaseState(index: index, name: phases[index].name)
            reweigh(index)
        }
        if let name = context.phaseName { phases[index].name = name }
        phases[index].status = .running
        phases[index].startedAt = event.timestamp
        phases[index].startedElapsed = elapsedSeconds
        phases[index].total = context.total
        phases[index].unit = context.unit
        phases[index].message = context.message
        phases[index].reportedBy = context.reportedBy
        if context.reportedBy != nil { hasReportedPhases = true }
        let place = runningPhases.lastIndex { $0 < index }.map { $0 + 1 } ?? 0
        runningPhases.insert(index, at: place)
        // A run whose start was lost is running all the same.
        if status == .pending {
            status = .running
            runID = event.runID
        }
    }

    private mutating func progress(_ context: EventContext) {
        guard let index = phaseIndex(context), phases[index].status == .running else { return }
        phases[index].lengthen(to: elapsed(since: phases[index].startedElapsed))
        take(context, for: index)
    }

    private mutating func completePhase(_ context: EventContext) {
        guard let index = phaseIndex(context), !phases[index].status.isEnd else { return }
        if let duration = context.durationSeconds, duration.isFinite {
            phases[index].lengthen(to: max(duration, 0))
        } else if phases[index].status == .running {
            phases[index].lengthen(to: elapsed(since: phases[index].startedElapsed))
        }
        let isSilent = phases[index].progressReports == 0 && context.progressReports == nil
        take(context, for: index)
        // The end of a phase that has reported is its last report; that of a silent one is none.
        if isSilent { phases[index].tally = ProgressTally() }
        var end = context.status ?? (context.success == false ? .failed : .completed)
        if !end.isEnd { end = .failed }
        phases[index].status = end
        phases[index].stalled = false
        phases[index].quietSinceSeconds = nil
        phases[index].longestQuietSeconds = context.longestQuietSeconds
        phases[index].remainingSeconds = nil
        phases[index].error = context.error
        phases[index].output = context.output
        phases[index].log = context.log
        phases[index].repetitionSeconds = context.repetitionSeconds
        phases[index].keptFrom = context.keptFrom
        if end == .completed { phases[index].fraction = 1 }
        if let place = runningPhases.firstIndex(of: index) { runningPhases.remove(at: place) }
        if !end.countsAsDone { noteFailure(index) }
        completedPhases += 1
        reweigh(index)
    }

    private mutating func complete(_ context: EventContext) {
        status = context.status.map(RunStatus.init(ending:)) ?? (context.success == false ? .failed : .completed)
        error = context.error
        exitCode = context.exitCode
        remainingSeconds = nil
        if let name = context.benchmarkName, benchmark.isEmpty { benchmark = name }
        for index in runningPhases {
            phases[index].status = .abandoned
            phases[index].remainingSeconds = nil
            noteFailure(index)
        }
        runningPhases = []
        // What hasn't begun by now never will.
        for index in phases.indices where phases[index].status == .pending { phases[index].status = .skipped }
        if status == .completed { fraction = 1 }
    }

    private mutating func noteFailure(_ index: Int) {
        let place = failedPhases.lastIndex { $0 < index }.map { $0 + 1 } ?? 0
        failedPhases.insert(index, at: place)
    }

    private mutating func setStalled(_ stalled: Bool, _ context: EventContext) {
        guard let index = phaseIndex(context), phases[index].status == .running else { return }
        phases[index].stalled = stalled
        phases[index].output = stalled ? context.output : nil
        phases[index].quietSinceSeconds = stalled ? context.quietSeconds.map(moment(before:)) : nil
    }

    /// Takes the values that a progress report and a completion have in common.
    private mutating func take(_ context: EventContext, for index: Int) {
        if let completed = context.completed { phases[index].completed = completed }
        if let total = context.total { phases[index].total = total }
        if let unit = context.unit { phases[index].unit = unit }
        if let message = context.message { phases[index].message = message }
        if let group = context.processGroup { phases[index].processGroup = group }
        if let percentage = context.percentage, percentage.isFinite {
            let fraction = min(max(percentage / 100, 0), 1)
            if fraction > phases[index].fraction {
                phases[index].fraction = fraction
                phases[index].tally.report()
            }
            reweigh(index)
        }
        // Told anew after a loss: what they say together can't be seen from one report.
        if let reports = context.progressReports {
            phases[index].tally = ProgressTally(integral: context.progressIntegral ?? 0, reports: reports)
        }
    }

    private mutating func reweigh(_ index: Int) {
        let phase = phases[index]
        weights.set(index, expected: phase.expectedSeconds, share: phase.status.countsAsDone ? 1 : phase.fraction)
        fraction = min(max(fraction, weights.fraction), 1)
    }

    /// The event's phase; phases that the state hasn't heard of are added.
    private mutating func phaseIndex(_ context: EventContext) -> Int? {
        guard let index = context.phaseIndex, index >= 0, index < Self.phaseLimit else { return nil }
        if index >= phases.count {
            // Phases that aren't announced by name begin one after the other. A leap over more than a few is a broken line:
            // a file must not be able to ask for a million phases with one.
            guard index - phases.count <= Self.longestLeap else { return nil }
            for missing in phases.count...index {
                phases.append(PhaseState(index: missing, name: missing == index ? context.phaseName ?? "" : ""))
            }
            if phases.count > totalPhases {
                totalPhases = phases.count
                weights.add(totalPhases: totalPhases)
                fraction = min(max(weights.fraction, 0), 1)
            }
        }
        return index
    }
}
