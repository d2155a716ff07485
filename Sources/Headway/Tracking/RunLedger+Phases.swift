/// How phases begin and end.
extension RunLedger {
    /// Begins a phase: the announced one of that name that comes next, or a new one.
    ///
    /// - Returns: Its index and meter, or nothing where no phase can begin.
    mutating func startPhase(
        _ name: String,
        total: Int?,
        unit: String?,
        at moment: Moment
    ) -> (index: Int, meter: PhaseMeter)? {
        guard isRunning else {
            note(.notRunning)
            return nil
        }
        if let total, total < 0 { note(.negative) }
        let name = cut(name)
        guard let index = announced.take(name) ?? newIndex() else { return nil }
        return (index, begin(index, name, total: total, unit: unit, at: moment))
    }

    /// Begins a phase that nobody has announced, even if one of that name was.
    ///
    /// - Parameters:
    ///   - name: Its name.
    ///   - total: How many units of work it has, if it knows.
    ///   - command: The phase whose command reports it.
    ///   - running: A running phase that it takes the place of; none to add one.
    ///   - moment: When.
    /// - Returns: Its index and meter, or nothing where no phase can begin.
    mutating func startUnannouncedPhase(
        _ name: String,
        total: Int?,
        of command: String,
        inPlaceOf running: Int?,
        at moment: Moment
    ) -> (index: Int, meter: PhaseMeter)? {
        guard isRunning else {
            note(.notRunning)
            return nil
        }
        let group = running.flatMap { self.running[$0]?.meter.processGroup }
        if let running {
            guard self.running.removeValue(forKey: running) != nil else {
                note(.notRunning)
                return nil
            }
            order.removeAll { $0 == running }
        }
        // A command may have more phases of its own than anybody could announce.
        hasAnnounced = false
        guard let index = running ?? newIndex() else { return nil }
        let meter = begin(index, cut(name), total: total, unit: nil, of: cut(command), at: moment)
        if let group { meter.change { $0.processGroup = group } }
        return (index, meter)
    }

    private mutating func newIndex() -> Int? {
        guard phaseCount < Self.phaseLimit else {
            note(.phaseLimit)
            return nil
        }
        phaseCount += 1
        if phaseCount > totalPhases {
            if hasAnnounced { note(.tooManyPhases) }
            totalPhases = phaseCount
        }
        return phaseCount - 1
    }

    private mutating func begin(
        _ index: Int,
        _ name: String,
        total: Int?,
        unit: String?,
        of command: String? = nil,
        at moment: Moment
    ) -> PhaseMeter {
        let meter = PhaseMeter(total: total, unit: unit.map { cut($0) })
        // What the plan says of a command says nothing of one of its phases.
        let expected = index < expectations.count && command == nil ? expectations[index] : nil
        let phase = RunningPhase(
            name: name,
            meter: meter,
            startedAt: moment.uptime,
            reported: meter.read(),
            stalls: StallDetector(
                start: moment.uptime.inSeconds,
                expected: expected,
                usualQuiet: takeUsualQuietSeconds(of: name)
            )
        )
        running[index] = phase
        order.append(index)

        var context = self.context(of: phase, index)
        context.total = phase.reported.total
        context.unit = phase.reported.words.unit
        context.reportedBy = command
        emit(.phaseStarted, "\(label(name, index)) started", context, at: moment)
        return meter
    }

    /// Records that a phase which was announced, or wasn't, will not run.
    mutating func skipPhase(_ name: String, message: String?, at moment: Moment) {
        let name = cut(name)
        guard let index = takeAnnounced(name) else { return }
        var context = EventContext()
        context.phaseName = label(name, index)
        context.phaseIndex = index
        context.status = .skipped
        context.success = false
        context.message = message.map { cut($0) }
        end(context, "\(label(name, index)) skipped", at: moment)
    }

    /// Records that an announced phase need not run, since an earlier run has completed it.
    mutating func keepPhase(
        _ name: String,
        seconds: Double,
        repetitions: [Double]?,
        of runID: String,
        at moment: Moment
    ) {
        let name = cut(name)
        guard let index = takeAnnounced(name) else { return }
        var context = EventContext()
        context.phaseName = label(name, index)
        context.phaseIndex = index
        context.status = .completed
        context.success = true
        context.percentage = 100
        context.durationSeconds = seconds
        context.repetitionSeconds = repetitions
        context.keptFrom = runID
        end(context, "\(label(name, index)) kept", at: moment)
    }

    /// Counts and reports the end of a phase that never ran.
    private mutating func end(_ context: EventContext, _ message: String, at moment: Moment) {
        var context = context
        completedPhases += 1
        context.completedPhases = completedPhases
        context.totalPhases = totalPhases
        emit(.phaseCompleted, message, context, at: moment)
    }

    private mutating func takeAnnounced(_ name: String) -> Int? {
        guard isRunning else {
            note(.notRunning)
            return nil
        }
        guard let index = announced.take(name) else {
            note(.unknownPhase)
            return nil
        }
        return index
    }

    /// Ends a phase.
    ///
    /// Its last progress goes first, so that it isn't lost to the pace of sampling.
    mutating func finish(_ index: Int, _ end: PhaseEnd, at moment: Moment) {
        let status = end.status
        guard isRunning else { return note(.notRunning) }
        guard status.isEnd else { return note(.notAnEnd) }
        guard running[index] != nil else { return note(.completedTwice) }
        sample(index, at: moment)
        guard let phase = running.removeValue(forKey: index) else { return }
        forgetEnded()
        completedPhases += 1

        var context = self.context(of: phase, index)
        context.status = status
        context.success = status.countsAsDone
        context.durationSeconds = seconds(from: phase.startedAt, to: moment)
        if status == .completed {
            context.longestQuietSeconds = phase.stalls.longestQuiet(at: moment.uptime.inSeconds)
        }
        context.completedPhases = completedPhases
        context.totalPhases = totalPhases
        context.percentage = status == .completed ? 100 : phase.percentage
        context.completed = phase.reported.completed
        context.total = phase.reported.total
        context.unit = phase.reported.words.unit
        context.error = end.error.map { cut($0) }
        context.output = end.output
        context.log = end.log
        context.repetitionSeconds = end.repetitionSeconds
        emit(.phaseCompleted, "\(label(phase.name, index)) \(status.words)", context, at: moment)
    }

    /// Drops the ended phases from the order when they are the larger part of it: constant time per phase on average.
    private mutating func forgetEnded() {
        while let last = order.last, running[last] == nil { order.removeLast() }
        guard order.count > 2 * running.count + 16 else { return }
        order.removeAll { running[$0] == nil }
    }
}
