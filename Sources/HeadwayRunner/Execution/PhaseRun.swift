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
        let log = folder.log(of: index, name: phase.name)
        let output: OpenFile
        do {
            output = try files.create(log, appending: true)
        } catch {
            return end(PhaseOutcome(end: .notStarted("\(error)")), [], nil, log: log)
        }
        defer { files.close(output) }
        var seconds: [Double] = []
        var groups: [ProcessGroup] = []
        var outcome = PhaseOutcome(end: .exited(0))
        let deadline = deadline
        if isRepeated { handle.update(completed: 0, total: phase.repetitions, unit: "runs") }
        for round in 0..<(phase.warmups + phase.repetitions) {
            let number = round - phase.warmups + 1
            if isRepeated {
                if number <= 0 { handle.message = "warm-up \(round + 1) of \(phase.warmups)" }
                if number == 1, phase.warmups > 0 { handle.message = "" }
            }
            outcome = await runner.run(command(number, deadline), output: output, phase: handle)
            // One that is empty now may be somebody else's by the time that the phase has ended.
            if let group = handle.processGroup.flatMap(ProcessGroup.init), group.isAlive { groups.append(group) }
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
        return end(outcome, seconds, output, log: log, groups: groups)
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
        _ output: OpenFile?,
        log: String,
        groups: [ProcessGroup] = []
    ) -> Ended {
        let status = outcome.status
        let lines = output.map { OutputTail(file: $0, files: files).lastLines(Self.lastLines) }
        handle.complete(
            PhaseEnd(
                status: status,
                error: outcome.error,
                output: status == .completed ? nil : lines,
                log: status == .completed || output == nil ? nil : log,
                repetitionSeconds: seconds.isEmpty ? nil : seconds
            )
        )
        var ended = Ended(status: status, leftBehind: groups.filter { $0 != outcome.survivors && $0.isAlive })
        if case .runTimeout = outcome.cut { ended.hasReachedRunDeadline = true }
        return ended
    }

    private func command(_ number: Int, _ deadline: (at: Duration, cut: PhaseOutcome.Cut)) -> CommandRunner.Command {
        var environment = environment
        if isRepeated { environment.append(("HEADWAY_REPETITION", "\(max(number, 0))")) }
        return CommandRunner.Command(
            text: phase.command,
            environment: environment,
            workingDirectory: plan.workingDirectory(of: phase),
            input: phase.input,
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
