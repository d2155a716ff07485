import Headway
import HeadwayRunner

/// What a plan would do, for `--dry-run`.
enum DryRun {
    static func text(of plan: Plan, jobs: Int = 1, kept: [String: KeptPhase] = [:]) -> String {
        var lines = [
            "\(ConsoleText.visible(plan.name)): \(count(plan.phases.count)), at most \(DurationText.format(plan.timeout))"
        ]
        if jobs > 1 { lines[0] += ", up to \(jobs) at once" }
        if let description = plan.description { lines.append(ConsoleText.visible(description)) }
        for (index, phase) in plan.phases.enumerated() {
            var notes = ["at most \(DurationText.format(phase.timeout))"]
            if let expected = phase.expectedDuration { notes.append("about \(DurationText.format(expected))") }
            if let past = kept[phase.name] { notes = ["kept from \(ConsoleText.visible(past.runID)), won't run"] }
            if phase.repetitions > 1 { notes.append("\(phase.repetitions) times") }
            if phase.warmups > 0 { notes.append("after \(phase.warmups) warm-up\(phase.warmups == 1 ? "" : "s")") }
            if let needs = phase.needs, !needs.isEmpty {
                notes.append("needs " + needs.map(ConsoleText.visible).joined(separator: ", "))
            }
            if phase.tty { notes.append("on a terminal of its own") }
            if phase.keepsRaw { notes.append("with a raw log") }
            if phase.input == .inherit { notes.append("reads Headway's input") }
            if let limit = phase.logLimit { notes.append("log of at most \(SizeText.format(limit))") }
            if phase.continueOnFailure { notes.append("goes on if it fails") }
            if phase.skipIfFailed { notes.append("skipped if an earlier one failed") }
            lines.append("\(index + 1). \(ConsoleText.visible(phase.name)) (\(notes.joined(separator: ", ")))")
            for line in phase.command.split(separator: "\n") {
                lines.append("     $ " + ConsoleText.visible(String(line)))
            }
            if let directory = plan.workingDirectory(of: phase) {
                lines.append("     in " + ConsoleText.visible(directory))
            }
            for variable in phase.env {
                lines.append("     with \(ConsoleText.visible(variable.name))=\(ConsoleText.visible(variable.value))")
            }
            if !phase.expectedArtifacts.isEmpty {
                let names = phase.expectedArtifacts.map(ConsoleText.visible)
                lines.append("     makes " + names.joined(separator: ", "))
            }
        }
        return lines.joined(separator: "\n")
    }

    private static func count(_ phases: Int) -> String {
        phases == 1 ? "1 phase" : "\(phases) phases"
    }
}
