import SystemPackage

/// Makes a plan of the nodes of its text.
struct PlanReader {
    let path: String
    let limits: PlanLimits
    var diagnostics: PlanDiagnostics
    private let phaseCommand: String?
    private var planCommand: String?
    /// Where the phases say what they need, by name.
    var needsPositions: [String: PlanPosition] = [:]
    private var phasesWithoutCommand: [(name: String, position: PlanPosition)] = []

    static func read(
        _ root: PlanNode,
        path: String,
        phaseCommand: String?,
        limits: PlanLimits
    ) throws(PlanErrors) -> Plan {
        var reader = PlanReader(path: path, limits: limits, phaseCommand: phaseCommand)
        let plan = reader.plan(of: root)
        if let report = reader.diagnostics.report { throw report }
        return plan
    }

    private init(path: String, limits: PlanLimits, phaseCommand: String?) {
        self.path = path
        self.limits = limits
        self.phaseCommand = phaseCommand
        diagnostics = PlanDiagnostics(path: path, limit: limits.reportedErrors)
    }

    // What is returned beside mistakes is never used: only a plan without any is.
    private mutating func plan(of root: PlanNode) -> Plan {
        var plan = Plan(name: "", phases: [], path: path)
        if let phaseCommand { check(command: phaseCommand, from: "--phase-command", at: nil) }
        guard case .mapping(let top) = root.content else {
            diagnostics.add(
                "a plan is a mapping, but this is \(root.kind)",
                at: root.position,
                advice: "begin with \"name:\" and \"phases:\""
            )
            return plan
        }

        var fields = Fields()
        var name: String?
        for entry in entries(of: top) where isFirst(entry, in: &fields) {
            switch entry.key {
            case "name": name = requiredName(entry)
            case "description": plan.description = optionalText(entry)
            case "timeout", "timeout_seconds": plan.timeout = timeout(entry) ?? plan.timeout
            case "command": plan.command = command(entry)
            case "phases", "workflow_phases": break
            case "benchmark":
                expected("the plan's keys", for: entry, advice: "indent them below \"benchmark:\", or leave it out")
            default: keep(entry, in: &plan.descriptive, known: PlanKeys.plan, isPhase: false)
            }
        }
        plan.name = name ?? fallbackName(plan.descriptive)
        planCommand = phaseCommand ?? plan.command
        if let phases = fields["phases"] {
            plan.phases = self.phases(of: phases)
        } else if fields["benchmark"] == nil {
            diagnostics.add("the plan has no phases", at: root.position, advice: "list them under \"phases:\"")
        }
        reportMissingCommands()
        return plan
    }

    /// The plan's keys, with those under `benchmark:` in its place.
    private func entries(of top: [PlanEntry]) -> [PlanEntry] {
        top.flatMap { entry in
            if entry.key == "benchmark", case .mapping(let inner) = entry.value.content { return inner }
            return [entry]
        }
    }

    /// The name for a plan that doesn't say one.
    private func fallbackName(_ descriptive: [String: PlanValue]) -> String {
        if case .string(let project) = descriptive["project_name"], !project.isBlank { return project }
        if let stem = FilePath(path).lastComponent?.stem, !stem.isBlank { return stem }
        return "benchmark"
    }

    private mutating func phases(of entry: PlanEntry) -> [PlanPhase] {
        guard case .list(let nodes) = entry.value.content else {
            if entry.value.isNull {
                diagnostics.add(
                    "the plan has no phases",
                    at: entry.position,
                    advice: "list at least one, \"- name: …\""
                )
            } else {
                expected("a list", for: entry, advice: "begin each phase with \"- name: …\"")
            }
            return []
        }
        if nodes.isEmpty {
            diagnostics.add("the plan has no phases", at: entry.position, advice: "list at least one, \"- name: …\"")
        }
        var phases: [PlanPhase] = []
        phases.reserveCapacity(nodes.count)
        var lines: [String: Int] = [:]
        for node in nodes {
            guard let phase = phase(of: node) else { continue }
            if let first = lines[phase.name] {
                diagnostics.add(
                    "a phase called \(PlanText.quoted(phase.name)) is already in line \(first)",
                    at: node.position,
                    advice: "give each phase a name of its own"
                )
            } else {
                lines[phase.name] = node.position.line
            }
            phases.append(phase)
        }
        check(needsOf: phases)
        return phases
    }

    /// The phase, or `nil` if it has no name to know it by.
    private mutating func phase(of node: PlanNode) -> PlanPhase? {
        guard case .mapping(let entries) = node.content else {
            diagnostics.add(
                "a phase is a mapping, but this is \(node.kind)",
                at: node.position,
                advice: "begin it with \"- name: …\""
            )
            return nil
        }
        var phase = PlanPhase(name: "", command: "", line: node.position.line)
        var fields = Fields()
        for entry in entries where isFirst(entry, in: &fields) { read(entry, into: &phase) }

        if let needs = fields["needs"] { needsPositions[phase.name] = needs.value.position }
        let name = fields["name"]
        if name == nil {
            diagnostics.add("this phase has no name", at: node.position, advice: "add \"name: …\"")
        }
        if fields["command"] == nil {
            if let planCommand {
                phase.command = planCommand
            } else {
                phasesWithoutCommand.append((phase.name, node.position))
            }
        }
        phase.json = PlanValue.object(entries.map(member)).json
        if phase.json.utf8.count > limits.environmentBytes {
            diagnostics.add(
                "the keys of this phase are \(phase.json.utf8.count >> 10) KiB as JSON, and an environment variable "
                    + "takes \(limits.environmentBytes >> 10)",
                at: node.position,
                advice: "move long texts to files of their own"
            )
        }
        return name == nil || phase.name.isEmpty ? nil : phase
    }

    private mutating func read(_ entry: PlanEntry, into phase: inout PlanPhase) {
        switch entry.key {
        case "name", "phase_name": phase.name = requiredName(entry) ?? ""
        case "description": phase.description = optionalText(entry)
        case "command": phase.command = command(entry) ?? ""
        case "timeout", "timeout_seconds": phase.timeout = timeout(entry) ?? phase.timeout
        case "expected_duration": phase.expectedDuration = duration(entry, unit: nil)
        case "expected_duration_minutes": phase.expectedDuration = duration(entry, unit: .seconds(60))
        case "expected_artifacts": phase.expectedArtifacts = artifacts(entry)
        case "continue_on_failure": phase.continueOnFailure = flag(entry)
        case "skip_if_failed": phase.skipIfFailed = flag(entry)
        case "env": phase.env = environment(entry)
        case "working_directory": phase.workingDirectory = requiredText(entry)
        case "tty": phase.tty = flag(entry)
        case "progress": phase.progress = progress(entry)
        case "needs": phase.needs = needs(entry)
        case "repeat": phase.repetitions = count(entry, atLeast: 1) ?? 1
        case "warmup": phase.warmups = count(entry, atLeast: 0) ?? 0
        case "stdin": phase.input = input(entry)
        case "raw_log": phase.keepsRaw = flag(entry)
        case "log_limit": phase.logLimit = size(entry)
        default: keep(entry, in: &phase.descriptive, known: PlanKeys.phase, isPhase: true)
        }
    }

    /// A key as it is handed on: what is text to Headway is text there too, even if it looks like a number.
    private func member(_ entry: PlanEntry) -> PlanValue.Member {
        switch PlanKeys.canonical(entry.key) {
        case "name", "description", "command", "working_directory", "progress":
            if case .scalar(let text, _) = entry.value.content, !entry.value.isNull {
                return .init(key: entry.key, value: .string(text))
            }
        default: break
        }
        return .init(key: entry.key, value: entry.value.value)
    }

    private mutating func reportMissingCommands() {
        guard let first = phasesWithoutCommand.first else { return }
        let name = first.name.isEmpty ? "this phase" : "the phase \(PlanText.quoted(first.name))"
        let others = phasesWithoutCommand.count - 1
        let message =
            others == 0
            ? "\(name) has no command"
            : "\(name) and \(others) other\(others == 1 ? "" : "s") have no command"
        diagnostics.add(
            message,
            at: first.position,
            advice: "add \"command: …\" to it, or to the plan for all its phases, or use --phase-command"
        )
    }
}
