/// The sampler's part: what the meters show becomes events.
extension RunLedger {
    /// Turns what has changed in the meters into an event a phase.
    mutating func sample(at moment: Moment) {
        guard hasRunningPhases else { return }
        rotation = (rotation + 1) % order.count
        for position in order.indices {
            sample(order[(rotation + position) % order.count], at: moment)
        }
    }

    /// Turns what has changed in one meter into an event.
    mutating func sample(_ index: Int, at moment: Moment) {
        guard isRunning, let phase = running[index], let (reading, context) = news(of: phase, index) else { return }
        running[index]?.reported = reading
        running[index]?.percentage = context.percentage ?? phase.percentage
        emit(.phaseProgress, reading.words.message ?? "", context, at: moment)
    }

    /// What a sampling would tell now, as events without a number: for a look that must not tell anybody.
    mutating func preview(at moment: Moment) -> [ProgressEvent] {
        guard case .running(let start) = stage else { return [] }
        return order.compactMap { index in
            guard let phase = running[index], let (_, context) = news(of: phase, index) else { return nil }
            running[index]?.percentage = context.percentage ?? phase.percentage
            return ProgressEvent(
                type: .phaseProgress,
                timestamp: moment.date,
                context: context,
                elapsed: max(moment.uptime - start, .zero),
                runID: runID
            )
        }
    }

    private func news(of phase: RunningPhase, _ index: Int) -> (PhaseMeter.Reading, EventContext)? {
        let reading = phase.meter.read()
        guard reading != phase.reported else { return nil }
        var context = self.context(of: phase, index)
        // The total may grow while a phase runs, but what has been shown as done stays done.
        if let fraction = reading.fraction { context.percentage = max(phase.percentage, fraction * 100) }
        context.completed = reading.completed
        context.total = reading.total
        context.unit = reading.words.unit
        context.message = reading.words.message
        context.processGroup = reading.words.processGroup
        return (reading, context)
    }
}
