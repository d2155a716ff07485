import Headway

/// One phase of a run: its log, its command, as often as the plan says, and how that is recorded.
struct PhaseRun: Sendable {
    /// How the phase ended.
    struct Ended: Sendable {
        var status: PhaseStatus
        /// Whether the run's time was up.
        var hasReachedRunDeadline = false
        /// What still runs of it in the background.
        var leftBehind: [ProcessGroup] = []
        /// What reads the output of that.
        var pumps: [OutputPump] = []
    }

    /// How many of a failed phase's last lines are kept in the record of the run.
    private static let lastLines = 20

    let phase: PlanPhase
    let index: Int
    let plan: Plan
    let folder: RunFolder
    /// Where phases leave files of their own.
    let filesFolder: String
    let handle: Phase
    let runDeadline: Duration
    let runner: CommandRunner

    private var files: any FileSystem { runner.files }
    private var isRepeated: Bool { phase.repetitions > 1 || phase.warmups > 0 }

    /// Runs the phase and reports its end.
    func run() async -> Ended {
        let path = folder.log(of: index, name: phase.name)
        let reports = PhaseReports(of: handle, log: path, onWarning: runner.surroundings.onWarning)
        let log: PhaseLog
        do {
            log = try PhaseLog(
                path: path,
                rawPath: phase.keepsRaw && phase.tty ? folder.rawLog(of: index, name: phase.name) : nil,
                limit: phase.logLimit,
                files: files
            )
        } catch {
            return end(PhaseOutcome(end: .notStarted("\(error)")), [], nil, reports)
        }
        var seconds: [Double] = []
        var ended = Ended(status: .completed)
        var outcome = PhaseOutcome(end: .exited(0))
        let deadline = deadline
        if isRepeated { handle.update(completed: 0, total: phase.repetitions, unit: "runs") }
        for round in 0..<(phase.warmups + phase.repetitions) {
            let number = round - phase.warmups + 1
            if isRepeated {
                if number <= 0 { handle.message = "warm-up \(round + 1) of \(phase.warmups)" }
                if number == 1, phase.warmups > 0 { handle.message = "" }
            }
            let command = command(number, deadline)
            if round > 0, let cut = runner.cut(command, at: runner.clock.uptime) {
                outcome.cut = cut
                outcome.place = place(number, round)
                break
            }
            outcome = await runner.run(command, log: log, reports: reports)
            // One that is empty now may be somebody else's by the time that the run ends.
            if let group = reports.group.flatMap(ProcessGroup.init), group != outcome.survivors, group.isAlive {
                ended.leftBehind.append(group)
            }
            if let pump = outcome.pump { ended.pumps.append(pump) }
            guard outcome.status == .completed else {
                if isRepeated { outcome.place = place(number, round) }
                break
            }
            guard isRepeated, number > 0 else { continue }
            if let duration = outcome.duration { seconds.append(duration.inSeconds) }
            handle.update(completed: number)
        }
        if outcome.status == .completed {
            outcome.missingArtifacts = missingArtifacts
        }
        if let complaint = log.complaint { runner.surroundings.onWarning(complaint) }
        let last = end(outcome, seconds, log, reports)
        (ended.status, ended.hasReachedRunDeadline) = (last.status, last.hasReachedRunDeadline)
        return ended
    }

    private func place(_ number: Int, _ round: Int) -> String {
        number > 0 ? "run \(number) of \(phase.repetitions)" : "warm-up \(round + 1) of \(phase.warmups)"
    }

    private var deadline: (at: Duration, cut: PhaseOutcome.Cut) {
        let own = runner.clock.uptime + phase.timeout
        return own <= runDeadline ? (own, .phaseTimeout(phase.timeout)) : (runDeadline, .runTimeout(plan.timeout))
    }

    private func end(
        _ outcome: PhaseOutcome,
        _ seconds: [Double],
        _ log: PhaseLog?,
        _ reports: PhaseReports
    ) -> Ended {
        let hasFailed = outcome.status != .completed
        let status = reports.finish(
            PhaseEnd(
                status: outcome.status,
                error: outcome.error,
                output: hasFailed ? log?.lastLines(Self.lastLines) : nil,
                log: hasFailed ? log?.path : nil,
                repetitionSeconds: seconds.isEmpty ? nil : seconds
            )
        )
        var ended = Ended(status: status)
        if case .runTimeout = outcome.cut { ended.hasReachedRunDeadline = true }
        return ended
    }

    private var route: OutputRoute {
        if phase.tty { return .terminal }
        return phase.logLimit == nil ? .file : .pipe
    }

    private func command(_ number: Int, _ deadline: (at: Duration, cut: PhaseOutcome.Cut)) -> CommandRunner.Command {
        var environment = environment
        if isRepeated { environment.append(("HEADWAY_REPETITION", "\(max(number, 0))")) }
        return CommandRunner.Command(
            text: phase.command,
            environment: environment,
            workingDirectory: plan.workingDirectory(of: phase),
            runID: folder.id,
            input: phase.input,
            route: route,
            progress: phase.progress,
            isRepetition: isRepeated,
            deadline: deadline
        )
    }

    private var environment: [(name: String, value: String)] {
        // Headway's own come last: a plan can't tell a phase that it belongs to another run.
        phase.env.map { ($0.name, $0.value) } + [
            ("HEADWAY_RUN_ID", folder.id),
            ("HEADWAY_RUN_DIR", filesFolder),
            ("HEADWAY_PROGRESS_FILE", folder.snapshot),
            ("HEADWAY_PHASE_NAME", phase.name),
            ("HEADWAY_PHASE_INDEX", String(index)),
            ("HEADWAY_PHASE_JSON", phase.json),
        ]
    }

    private var missingArtifacts: [String] {
        let check = ArtifactCheck(
            folder: plan.workingDirectory(of: phase),
            environment: environment,
            files: files
        )
        return check.missing(phase.expectedArtifacts)
    }
}
