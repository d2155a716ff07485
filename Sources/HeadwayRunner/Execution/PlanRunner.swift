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
    ///   - onOutput: Told each line that a phase prints, but for those that say how far it is.
    package init(
        plan: Plan,
        folder: RunFolder,
        tracker: ProgressTracker,
        stop: StopSignal,
        clock: any ProgressClock = SystemClock(),
        grace: Duration = .seconds(10),
        files: any FileSystem = PlatformFile(),
        onOutput: (@Sendable (String) -> Void)? = nil
    ) {
        self.plan = plan
        self.folder = folder
        self.tracker = tracker
        self.stop = stop
        self.clock = clock
        self.grace = grace
        self.files = files
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
            expectedSeconds: plan.phases.map { $0.expectedDuration?.inSeconds }
        )
        var result = PlanResult()
        var leftBehind: [ProcessGroup] = []
        for (index, phase) in plan.phases.enumerated() {
            if stop.first != nil { result.note(.cancelled) }
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
            if let group = handle.processGroup.map({ ProcessGroup(id: $0) }), group.isAlive { leftBehind.append(group) }
            let endsRun =
                if case .runTimeout = outcome.result.cut { true } else { !phase.continueOnFailure }
            result.note(status, endsRun: endsRun)
        }
        end(leftBehind)
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
            deadline: phaseDeadline <= runDeadline
                ? (phaseDeadline, .phaseTimeout(phase.timeout)) : (runDeadline, .runTimeout(plan.timeout))
        )
        let runner = CommandRunner(clock: clock, grace: grace, stop: stop, files: files, onOutput: onOutput)
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

    /// Ends what phases have left running in the background: a later phase may need it, but nothing outlives the run.
    private func end(_ groups: [ProcessGroup]) {
        let groups = groups.filter { $0.belongs(to: folder.id) }
        guard !groups.isEmpty else { return }
        GroupEnd(groups: groups, grace: grace, clock: clock, isUrgent: { stop.isUrgent }).run()
    }
}
