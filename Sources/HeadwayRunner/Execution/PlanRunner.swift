package import Headway

/// Runs a plan's phases, one after the other or several at once, and reports to a tracker.
///
/// It prints nothing.
package struct PlanRunner: Sendable {
    private let plan: Plan
    private let folder: RunFolder
    private let tracker: ProgressTracker
    private let clock: any ProgressClock
    private let stop: StopSignal
    private let grace: Duration
    private let files: any FileSystem
    private let history: PhaseHistory
    private let signals: GroupSignals
    private let groups: RunningGroups
    private let jobs: Int
    private let kept: [String: KeptPhase]
    private let filesFolder: String
    private let surroundings: RunSurroundings

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
    ///   - groups: Where it keeps which process groups run.
    ///   - jobs: How many phases may run at once.
    ///   - kept: What an earlier run has done, by the phase's name; those phases don't run.
    ///   - filesFolder: Where phases leave files of their own; the run's folder if `nil`.
    ///   - surroundings: The terminal that it is started from, and who wants to see what phases print.
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
        groups: RunningGroups = RunningGroups(),
        jobs: Int = 1,
        kept: [String: KeptPhase] = [:],
        filesFolder: String? = nil,
        surroundings: RunSurroundings = RunSurroundings()
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
        self.groups = groups
        self.jobs = jobs
        self.kept = kept
        self.filesFolder = filesFolder ?? folder.path
        self.surroundings = surroundings
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
        var schedule = PhaseSchedule(plan.phases, jobs: jobs)
        var result = PlanResult()
        var leftBehind: [ProcessGroup] = []
        var pumps: [OutputPump] = []
        for (index, phase) in plan.phases.enumerated() {
            guard let past = kept[phase.name] else { continue }
            tracker.phaseKept(
                phase.name,
                seconds: past.seconds,
                repetitions: past.repetitionSeconds,
                of: past.runID
            )
            schedule.end(index, isDone: true)
        }
        await withTaskGroup(of: (index: Int, ended: PhaseRun.Ended).self) { group in
            while true {
                if schedule.hasWaiting { noteEnd(in: &result, deadline) }
                start(&schedule, result, deadline, in: &group)
                guard let (index, ended) = await group.next() else { break }
                leftBehind += ended.leftBehind
                pumps += ended.pumps
                schedule.end(index, isDone: ended.status == .completed)
                if ended.hasReachedRunDeadline {
                    result.noteTimeout(plan.timeout)
                } else {
                    result.note(ended.status, endsRun: !plan.phases[index].continueOnFailure)
                }
            }
        }
        result.noteSurvivors(end(leftBehind, isCancelled: result.status == .cancelled))
        for pump in pumps { pump.close() }
        let status = result.status
        await tracker.completeBenchmark(status, error: result.error, exitCode: exitCode(status))
        return status
    }

    /// Notes what ends the run between phases.
    private func noteEnd(in result: inout PlanResult, _ deadline: Duration) {
        if stop.first != nil {
            result.note(.cancelled)
        } else if !result.isOver, clock.uptime >= deadline {
            result.noteTimeout(plan.timeout)
        }
    }

    /// Starts the phases that may begin.
    private func start(
        _ schedule: inout PhaseSchedule,
        _ result: PlanResult,
        _ deadline: Duration,
        in group: inout TaskGroup<(index: Int, ended: PhaseRun.Ended)>
    ) {
        while !result.isOver, let decision = schedule.next(hasFailed: result.hasFailed) {
            switch decision {
            case .skip(let index, let why):
                tracker.phaseSkipped(plan.phases[index].name, message: why)
            case .start(let index):
                let run = phaseRun(index, runDeadline: deadline)
                group.addTask { (index, await run.run()) }
            }
        }
    }

    private func phaseRun(_ index: Int, runDeadline: Duration) -> PhaseRun {
        let phase = plan.phases[index]
        let runner = CommandRunner(
            clock: clock,
            grace: grace,
            stop: stop,
            files: files,
            signals: signals,
            groups: groups,
            surroundings: surroundings(of: phase)
        )
        return PhaseRun(
            phase: phase,
            index: index,
            plan: plan,
            folder: folder,
            filesFolder: filesFolder,
            handle: tracker.startPhase(phase.name),
            runDeadline: runDeadline,
            runner: runner
        )
    }

    /// The same for all, but where several may run at once, each line says which phase it is from.
    private func surroundings(of phase: PlanPhase) -> RunSurroundings {
        guard jobs > 1, let onOutput = surroundings.onOutput else { return surroundings }
        var own = surroundings
        own.onOutput = { onOutput("\(phase.name) | \($0)") }
        return own
    }

    /// What past runs say of each phase, or else the plan.
    private var expectedSeconds: [Double?] {
        let known = history.expectedSeconds(benchmark: plan.name, phases: plan.phases.map(\.name))
        return zip(known, plan.phases).map { $0 ?? $1.expectedDuration?.inSeconds }
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
