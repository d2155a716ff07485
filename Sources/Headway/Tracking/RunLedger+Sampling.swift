/// The sampler's part: what the meters show becomes events.
extension RunLedger {
    /// A look at all phases that run when it begins, in several steps so that nobody has to wait for all of it.
    struct Sampling {
        fileprivate let order: [Int]
        fileprivate let rotation: Int
        fileprivate var position = 0
    }

    /// How many phases one step looks at.
    private static let phasesInStep = 256

    mutating func beginSampling() -> Sampling {
        guard hasRunningPhases else { return Sampling(order: [], rotation: 0) }
        rotation = (rotation + 1) % order.count
        return Sampling(order: order, rotation: rotation)
    }

    /// Turns what has changed in the next phases' meters into an event a phase.
    ///
    /// - Returns: Whether there are more phases to look at.
    mutating func go(on sampling: inout Sampling, at moment: Moment) -> Bool {
        let end = min(sampling.position + Self.phasesInStep, sampling.order.count)
        for position in sampling.position..<end {
            let index = sampling.order[(sampling.rotation + position) % sampling.order.count]
            let hasProgress = sample(index, at: moment)
            lookForStall(index, hasProgress: hasProgress, at: moment)
        }
        sampling.position = end
        return end < sampling.order.count
    }

    /// Says that a phase has been quiet for too long, or moves again.
    private mutating func lookForStall(_ index: Int, hasProgress: Bool, at moment: Moment) {
        guard let phase = running[index] else { return }
        let activity = phase.meter.activityCount
        let hasSign = hasProgress || activity != phase.activity
        phase.activity = activity
        let now = moment.uptime.inSeconds
        guard let change = phase.stalls.look(at: now, hasSign: hasSign) else { return }
        var context = self.context(of: phase, index)
        switch change {
        case .resumed:
            emit(.phaseResumed, "\(phase.name) moves again", context, at: moment)
        case .stalled:
            let quiet = max(now - phase.stalls.lastSign, 0)
            context.quietSeconds = (quiet * 10).rounded() / 10
            if let line = phase.meter.lastOutput { context.output = [cut(line)] }
            emit(.phaseStalled, "\(phase.name) has been quiet for \(Int(quiet)) s", context, at: moment)
        }
    }

    /// Turns what has changed in one meter into an event.
    ///
    /// - Returns: Whether anything had changed.
    @discardableResult
    mutating func sample(_ index: Int, at moment: Moment) -> Bool {
        guard isRunning, let phase = running[index], let (reading, context) = news(of: phase, index) else {
            return false
        }
        phase.reported = reading
        phase.percentage = context.percentage ?? phase.percentage
        phase.toldPercentage = context.percentage ?? phase.toldPercentage
        emit(.phaseProgress, reading.words.message ?? "", context, at: moment)
        return true
    }

    /// What a sampling would tell now, as events without a number: for a look that must not tell anybody.
    mutating func preview(at moment: Moment) -> [ProgressEvent] {
        guard case .running(let start) = stage else { return [] }
        return order.compactMap { index in
            guard let phase = running[index], let (_, context) = news(of: phase, index) else { return nil }
            phase.percentage = context.percentage ?? phase.percentage
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
        // What somebody who looked has seen is told, even if the meter has gone back since.
        let hasUntold = phase.percentage > phase.toldPercentage
        guard reading != phase.reported || hasUntold else { return nil }
        var context = self.context(of: phase, index)
        // The total may grow while a phase runs, but what has been shown as done stays done.
        if let fraction = reading.fraction {
            context.percentage = max(phase.percentage, fraction * 100)
        } else if hasUntold {
            context.percentage = phase.percentage
        }
        context.completed = reading.completed
        context.total = reading.total
        context.unit = reading.words.unit
        context.message = reading.words.message
        context.processGroup = reading.words.processGroup
        return (reading, context)
    }
}
