package import Headway

/// Runs a plan's phases one after the other and reports to a tracker.
///
/// It prints nothing.
package struct PlanRunner: Sendable {
    /// How many of a failed phase's last lines are kept in the record of the run.
    private static let lastLines = 20

    private let plan: Plan
    private let folder: RunFolder
    private let tracker: ProgressTracker
    private let clock: any ProgressClock
    private let stop: StopSignal
    private let grace: Duration
    private let files: any FileSystem
    private let history: PhaseHistory
    private let signals: GroupSignals
    private let onOutput: (@Sendable (String) -> Void)?

    /// Prepares a run.
    ///
    /// - Parameters:
    ///   - plan: What to run.
    ///   - folder: Where its output goes.
    ///   - tracker: Where its progress goes; the runner starts and completes its benchmark.
    ///   - stop: How somebody asks it to stop.
    ///   - clock: Where it takes its time from.
    ///   - grace: How long a phase that is asked to end may take before it is killed.
    ///   - files: Where it writes.
    ///   - history: What past runs of the benchmark tell of how long its phases take.
    ///   - signals: How it sends phases signals.
    ///   - onOutput: Told each line that a phase prints, but for those that say how far it is.
    package init(
        plan: Plan,
        folder: RunFolder,
        tracker: ProgressTracker,
        stop: StopSignal,
        clock: any ProgressClock = SystemClock(),
        grace: Duration = .seconds(10),
        files: any FileSystem = PlatformFile(),
        history: PhaseHistory = PhaseHistory(),
        signals: GroupSignals = .system,
        onOutput: (@Sendable (String) -> Void)? = nil
    ) {
        self.plan = plan
        self.folder = folder
        self.tracker = tracker
        self.stop = stop
        self.clock = clock
        self.grace = grace
        self.files = files
        self.history = history
        self.signals = signals
        self.onOutput = onOutput
    }

    /// Runs the plan.
    ///
    /// - Parameter exitCode: The code with which the command will end, to be recorded with the run.
    /// - Returns: How the run ended.
    package func run(exitCode: (RunStatus) -> Int? = { _ in nil }) async -> RunStatus {
        let deadline = clock.uptime + plan.timeout
        tracker.benchmarkStarted(
            plan.name,
            totalPhases: plan.phases.count,
            phases: plan.phases.map(\.name),
            expectedSeconds: expectedSeconds
        )
        var result = PlanResult()
        var leftBehind: [ProcessGroup] = []
        for (index, phase) in plan.phases.enumerated() {
            if stop.first != nil {
                result.note(.cancelled)
            } else if !result.isOver, clock.uptime >= deadline {
                result.noteTimeout(plan.timeout)
            }
            guard !result.isOver else { break }
            if phase.skipIfFailed, result.hasFailed {
                tracker.phaseSkipped(phase.name, message: "an earlier phase failed")
                continue
            }
            let handle = tracker.startPhase(phase.name)
            let outcome = await run(phase, index, handle, runDeadline: deadline)
            let status = outcome.result.status
            handle.complete(
                PhaseEnd(status: status, error: outcome.result.error, output: outcome.lastLines, log: outcome.log)
            )
            if let group = handle.processGroup.flatMap(ProcessGroup.init), group != outcome.result.survivors,
                group.isAlive
            {
                leftBehind.append(group)
            }
            let endsRun =
                if case .runTimeout = outcome.result.cut { true } else { !phase.continueOnFailure }
            result.note(status, endsRun: endsRun)
        }
        result.noteSurvivors(end(leftBehind, isCancelled: result.status == .cancelled))
        let status = result.status
        await tracker.completeBenchmark(status, error: result.error, exitCode: exitCode(status))
        return status
    }

    private func run(
        _ phase: PlanPhase,
        _ index: Int,
        _ handle: Phase,
        runDeadline: Duration
    ) async -> (result: PhaseOutcome, lastLines: [String]?, log: String?) {
        let log = folder.log(of: index, name: phase.name)
        let output: OpenFile
        do {
            output = try files.create(log, appending: true)
        } catch {
            return (PhaseOutcome(end: .notStarted("\(error)")), nil, nil)
        }
        defer { files.close(output) }

        let phaseDeadline = clock.uptime + phase.timeout
        let environment = environment(of: phase, index)
        let command = CommandRunner.Command(
            text: phase.command,
            environment: environment,
            workingDirectory: plan.workingDirectory(of: phase),
            progress: phase.progress,
            deadline: phaseDeadline <= runDeadline
                ? (phaseDeadline, .phaseTimeout(phase.timeout)) : (runDeadline, .runTimeout(plan.timeout))
        )
        let runner = CommandRunner(
            clock: clock,
            grace: grace,
            stop: stop,
            files: files,
            signals: signals,
            onOutput: onOutput
        )
        var result = await runner.run(command, output: output, phase: handle)
        if result.status == .completed {
            let check = ArtifactCheck(folder: command.workingDirectory, environment: environment, files: files)
            result.missingArtifacts = check.missing(phase.expectedArtifacts)
        }
        let lines =
            result.status == .completed
            ? nil : OutputTail(file: output, files: files).lastLines(Self.lastLines)
        return (result, lines, result.status == .completed ? nil : log)
    }

    /// What past runs say of each phase, or else the plan.
    private var expectedSeconds: [Double?] {
        let known = history.expectedSeconds(benchmark: plan.name, phases: plan.phases.map(\.name))
        return zip(known, plan.phases).map { $0 ?? $1.expectedDuration?.inSeconds }
    }

    private func environment(of phase: PlanPhase, _ index: Int) -> [(name: String, value: String)] {
        // Headway's own come last: a plan can't tell a phase that it belongs to another run.
        phase.env.map { ($0.name, $0.value) } + [
            ("HEADWAY_RUN_ID", folder.id),
            ("HEADWAY_RUN_DIR", folder.path),
            ("HEADWAY_PROGRESS_FILE", folder.snapshot),
            ("HEADWAY_PHASE_NAME", phase.name),
            ("HEADWAY_PHASE_INDEX", String(index)),
            ("HEADWAY_PHASE_JSON", phase.json),
        ]
    }

    /// Ends what phases have left running in the background: a later phase may need it, but it should not outlive the run.
    ///
    /// That is all that stayed in the phases' process groups; what has made a session or a group of its own goes on.
    ///
    /// - Parameters:
    ///   - groups: The groups that were not empty when their phases had ended.
    ///   - isCancelled: Whether the run was stopped. If not, the first request to stop only hastens this.
    /// - Returns: Those that can't be ended.
    private func end(_ groups: [ProcessGroup], isCancelled: Bool) -> [ProcessGroup] {
        let groups = groups.filter(\.isInOwnSession)
        guard !groups.isEmpty else { return [] }
        let end = GroupEnd(groups: groups, grace: grace, clock: clock, signals: signals) { [stop] in
            stop.isUrgent(isCancelled: isCancelled)
        }
        return end.run()
    }
}
