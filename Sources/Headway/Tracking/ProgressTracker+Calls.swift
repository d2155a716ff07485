/// A call for each thing that happens.
extension ProgressTracker {
    /// Says that the run begins.
    ///
    /// - Parameters:
    ///   - name: The benchmark's name.
    ///   - totalPhases: How many phases the run will have, if that is known.
    ///   - phases: Their names, if they are known.
    ///   - expectedSeconds: How long each of `phases` is expected to take, in seconds, `nil` where that isn't known. What
    ///     the history says comes first.
    public func benchmarkStarted(
        _ name: String,
        totalPhases: Int? = nil,
        phases: [String] = [],
        expectedSeconds: [Double?] = []
    ) {
        core.startSampling()
        core.reportToRunner()
        let writer = RunWriter.current
        let expectedSeconds = core.expectations(of: name, phases: phases, given: expectedSeconds)
        let usualQuietSeconds = core.usualQuietSeconds(of: name)
        core.record { ledger, moment in
            ledger.start(
                name,
                totalPhases: totalPhases,
                phases: phases,
                expectedSeconds: expectedSeconds,
                usualQuietSeconds: usualQuietSeconds,
                writer: writer,
                at: moment
            )
        }
    }

    /// Says that a phase begins.
    ///
    /// Phases may overlap, and names may repeat.
    ///
    /// - Parameters:
    ///   - name: The phase's name.
    ///   - total: How many units of work it has, if it counts any and knows.
    ///   - unit: What it counts, for example `"files"`.
    public func phaseStarted(_ name: String, total: Int? = nil, unit: String? = nil) {
        core.record { ledger, moment in
            _ = ledger.startPhase(name, total: total, unit: unit, at: moment)
        }
    }

    /// Says how far the current phase is: the one that began last and still runs.
    ///
    /// - Parameters:
    ///   - percentage: 0…100; beyond that it is clamped, and what is not a number is ignored.
    ///   - message: What it is doing; `nil` leaves the last message as it is.
    public func phaseProgress(_ percentage: Double, message: String? = nil) {
        report(percentage, message, of: core.currentPhase)
    }

    /// Says how far a phase is, where several run at once.
    ///
    /// - Parameters:
    ///   - percentage: 0…100; beyond that it is clamped, and what is not a number is ignored.
    ///   - name: The phase; if several of that name are running, the one that began first.
    ///   - message: What it is doing; `nil` leaves the last message as it is.
    public func phaseProgress(_ percentage: Double, of name: String, message: String? = nil) {
        let phase = core.look { ledger in
            ledger.runningPhase(named: name).flatMap { index in ledger.meter(of: index).map { (index, $0) } }
        }
        report(percentage, message, of: phase)
    }

    /// Says that a phase has ended.
    ///
    /// - Parameters:
    ///   - name: The phase; if several of that name are running, the one that began first.
    ///   - success: Whether it ended well.
    ///   - error: What went wrong, if it didn't.
    public func phaseCompleted(_ name: String, success: Bool = true, error: String? = nil) {
        core.record { ledger, moment in
            guard let index = ledger.runningPhase(named: name) else {
                return ledger.note(ledger.isRunning ? .unknownPhase : .notRunning)
            }
            ledger.finish(index, PhaseEnd(status: success ? .completed : .failed, error: error), at: moment)
        }
    }

    /// Says that the run has ended, and returns once every observer has been told of all that happened, or a deadline
    /// has passed (``Configuration/drainDeadline``); so a program may exit right after it.
    ///
    /// Phases that still run are reported as abandoned. Called from inside an observer it doesn't wait. It blocks the
    /// calling thread: where an observer needs that very thread, as one on the main actor does when this is called there,
    /// use ``completeBenchmark(_:error:exitCode:)``.
    ///
    /// - Parameters:
    ///   - success: Whether the run ended well.
    ///   - error: What went wrong, if it didn't.
    public func benchmarkCompleted(success: Bool = true, error: String? = nil) {
        record(end: success ? .completed : .failed, error: error)
        core.drain()
    }

    /// Says how the run has ended, and waits like ``benchmarkCompleted(success:error:)``.
    ///
    /// - Parameters:
    ///   - status: `completed`, `failed`, `timedOut` or `cancelled`; anything else is ignored.
    ///   - error: What went wrong, if it didn't end well.
    public func benchmarkCompleted(status: RunStatus, error: String? = nil) {
        guard let end = PhaseStatus(rawValue: status.rawValue), end.isEnd else { return core.note(.notAnEnd) }
        record(end: end, error: error)
        core.drain()
    }

    /// Says how the run has ended, and waits like ``benchmarkCompleted(success:error:)`` without blocking a thread: for a
    /// program whose observers are on the actor that calls it, such as the main actor.
    ///
    /// - Parameters:
    ///   - status: How it ended.
    ///   - error: What went wrong.
    ///   - exitCode: The code with which the command that ran it will end.
    public func completeBenchmark(_ status: RunStatus = .completed, error: String? = nil, exitCode: Int? = nil) async {
        guard let end = PhaseStatus(rawValue: status.rawValue), end.isEnd else { return core.note(.notAnEnd) }
        record(end: end, error: error, exitCode: exitCode)
        await core.drainAsynchronously()
    }

    /// Says that an announced phase will not run.
    ///
    /// - Parameters:
    ///   - name: The phase, as it was announced.
    ///   - message: Why it won't.
    public func phaseSkipped(_ name: String, message: String? = nil) {
        core.record { ledger, moment in ledger.skipPhase(name, message: message, at: moment) }
    }

    /// Says that an announced phase need not run, since an earlier run has completed it.
    ///
    /// - Parameters:
    ///   - name: The phase, as it was announced.
    ///   - seconds: How long it took then.
    ///   - repetitions: How long each of its repetitions took then, in seconds.
    ///   - runID: The id of that run.
    package func phaseKept(_ name: String, seconds: Double, repetitions: [Double]? = nil, of runID: String) {
        core.record { ledger, moment in
            ledger.keepPhase(name, seconds: seconds, repetitions: repetitions, of: runID, at: moment)
        }
    }

    func record(end status: PhaseStatus, error: String?, exitCode: Int? = nil) {
        core.record { ledger, moment in ledger.complete(status, error: error, exitCode: exitCode, at: moment) }
    }

    private func report(_ percentage: Double, _ message: String?, of phase: (index: Int, meter: PhaseMeter)?) {
        guard let fraction = core.clamp(percentage / 100) else { return }
        guard let (index, meter) = phase else {
            return core.record { ledger, _ in ledger.note(ledger.isRunning ? .unknownPhase : .notRunning) }
        }
        meter.set(fraction: fraction)
        if let message {
            let text = core.record { ledger, _ in ledger.cut(message) }
            meter.change { $0.message = text }
        }
        // The first report of a phase goes out at once; after that the sampler sets the pace.
        if meter.isFirstReport() {
            core.record { ledger, moment in ledger.sample(index, at: moment) }
        }
    }
}
