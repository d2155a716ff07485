import Headway
import HeadwayRunner

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// Where a run's plan comes from: a file, a command line, or an earlier run.
struct PlanSource {
    let plan: Plan
    /// What the run's folder keeps as `plan.yaml`.
    let text: [UInt8]
    let origin: RunOrigin
    /// What an earlier run has done, by the phase's name.
    let kept: [String: KeptPhase]

    init(plan: Plan, text: [UInt8], origin: RunOrigin, kept: [String: KeptPhase] = [:]) {
        self.plan = plan
        self.text = text
        self.origin = origin
        self.kept = kept
    }

    /// - Throws: A ``Complaint`` that names every mistake in the plan.
    init(file path: String, phaseCommand: String?) throws {
        do throws(PlanErrors) {
            plan = try PlanLoader().load(path: path, phaseCommand: phaseCommand)
        } catch {
            throw Complaint("the plan is not valid, so nothing was started\n\(error)", .invalidFile)
        }
        let path = PlatformFile.absolute(path)
        text = (try? PlatformFile().contents(of: path, atMost: 16 << 20)) ?? []
        origin = RunOrigin(plan: path, phaseCommand: phaseCommand, directory: Self.currentFolder)
        kept = [:]
    }

    /// - Throws: A ``Complaint`` if an option isn't what it should be.
    init(command words: [String], options: CommandOptions) throws {
        let line = ShellQuote.line(words)
        let name = Self.phaseName(words)
        var phase = PlanPhase(
            name: name,
            command: Self.execution(of: words),
            json: Self.json(["name": name, "command": line])
        )
        try options.apply(to: &phase)
        plan = Plan(name: options.name ?? line, timeout: phase.timeout, phases: [phase])
        text = Array(Self.yaml(plan).utf8)
        origin = RunOrigin(plan: nil, phaseCommand: nil, directory: Self.currentFolder)
        kept = [:]
    }

    private static var currentFolder: String {
        let path = PlatformFile.absolute(".")
        return path.hasSuffix("/.") && path.count > 2 ? String(path.dropLast(2)) : path
    }

    /// A line for the shell that makes the command take its place, so that its exit code and signal are its own.
    private static func execution(of words: [String]) -> String {
        var words = words
        if words.first?.hasPrefix("-") == true {
            // Some shells would take the name for an option of exec, and others don't know `exec --`.
            if words[0].contains("/") { words[0] = "./" + words[0] } else { words = ["env", "--"] + words }
        }
        return ShellQuote.line(["exec"] + words)
    }

    private static func phaseName(_ command: [String]) -> String {
        let name = command.first?.split(separator: "/").last.map(String.init) ?? ""
        return name.isEmpty ? "command" : name
    }

    /// The plan of a command, for another run to go on with; JSON strings are YAML strings, too.
    private static func yaml(_ plan: Plan) -> String {
        let phase = plan.phases[0]
        var lines = [
            "name: \(json(plan.name))",
            "timeout: \(DurationText.format(plan.timeout))",
            "phases:",
            "  - name: \(json(phase.name))",
            "    command: \(json(phase.command))",
            "    timeout: \(DurationText.format(phase.timeout))",
        ]
        if phase.repetitions != 1 { lines.append("    repeat: \(phase.repetitions)") }
        if phase.warmups != 0 { lines.append("    warmup: \(phase.warmups)") }
        if phase.tty { lines.append("    tty: true") }
        if phase.keepsRaw { lines.append("    raw_log: true") }
        if phase.input != .closed { lines.append("    stdin: \(phase.input.rawValue)") }
        if phase.progress != .auto { lines.append("    progress: \(json(phase.progress.text))") }
        if let limit = phase.logLimit { lines.append("    log_limit: \(limit)") }
        return lines.joined(separator: "\n") + "\n"
    }

    private static func json(_ value: some Encodable) -> String {
        (try? RunFormat.json(value)) ?? "null"
    }
}
