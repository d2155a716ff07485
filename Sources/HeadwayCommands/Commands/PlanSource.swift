import Headway
import HeadwayRunner

/// Where a run's plan comes from: a file, or a command line.
struct PlanSource {
    let plan: Plan
    /// What the run's folder keeps as `plan.yaml`.
    let text: [UInt8]

    /// - Throws: A ``Complaint`` that names every mistake in the plan.
    init(_ command: RunCommand) throws {
        if let path = command.plan {
            do throws(PlanErrors) {
                plan = try PlanLoader().load(path: path, phaseCommand: command.phaseCommand)
            } catch {
                throw Complaint("the plan is not valid, so nothing was started\n\(error)", .invalidFile)
            }
            try Self.refuseWhatIsToCome(plan)
            text = (try? PlatformFile().contents(of: PlatformFile.absolute(path), atMost: 16 << 20)) ?? []
        } else {
            let limit = try command.timeout.map { try Self.duration($0) } ?? .seconds(100 * 365 * 86_400)
            let line = ShellQuote.line(command.command)
            plan = Plan(
                name: command.name ?? line,
                timeout: limit,
                phases: [
                    PlanPhase(
                        name: Self.phaseName(command.command),
                        command: Self.execution(of: command.command),
                        timeout: limit,
                        json: Self.json(["name": Self.phaseName(command.command), "command": line])
                    )
                ]
            )
            text = Array(Self.yaml(plan).utf8)
        }
    }

    /// Refuses keys of the format that this version doesn't act upon: a phase would not run as its plan says.
    private static func refuseWhatIsToCome(_ plan: Plan) throws {
        let mistakes = plan.phases.compactMap { phase -> String? in
            let place = "\(ConsoleText.visible(plan.path)):\(phase.line)"
            if phase.tty {
                return
                    "\(place): `tty: true` is not supported yet; run the command under `script` if it needs a terminal"
            }
            return nil
        }
        guard mistakes.isEmpty else {
            let list = mistakes.joined(separator: "\n")
            throw Complaint("the plan is not valid, so nothing was started\n\(list)", .invalidFile)
        }
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

    private static func duration(_ text: String) throws -> Duration {
        guard let duration = try? DurationText.parse(text), duration > .zero else {
            throw Complaint("--timeout \(text): not a duration; write it as 90s, 30m or 1h30m", .usage)
        }
        return duration
    }

    private static func phaseName(_ command: [String]) -> String {
        let name = command.first?.split(separator: "/").last.map(String.init) ?? ""
        return name.isEmpty ? "command" : name
    }

    /// JSON strings are YAML strings, too.
    private static func yaml(_ plan: Plan) -> String {
        let phase = plan.phases[0]
        return """
            name: \(json(plan.name))
            phases:
              - name: \(json(phase.name))
                command: \(json(phase.command))

            """
    }

    private static func json(_ value: some Encodable) -> String {
        (try? RunFormat.json(value)) ?? "null"
    }
}
