/// The keys that a plan and its phases may have.
enum PlanKeys {
    /// Keys of a plan that Headway interprets.
    static let plan = [
        "name", "description", "timeout", "timeout_seconds", "command", "phases", "workflow_phases",
    ]

    /// Keys of a phase that Headway interprets.
    static let phase = [
        "name", "phase_name", "description", "command", "timeout", "timeout_seconds", "expected_duration",
        "expected_duration_minutes", "expected_artifacts", "continue_on_failure", "skip_if_failed", "env",
        "working_directory", "tty", "progress", "needs", "repeat", "warmup", "stdin", "log_limit",
        "raw_log",
    ]

    /// Keys of both that are kept and handed on.
    static let descriptive = [
        "version", "project_name", "tech_stack", "success_criteria", "initial_prompt", "complexity_level",
        "estimated_duration_minutes", "constraints", "metrics_enabled", "expected_outcomes", "version_history",
        "agent", "quality_gates", "metadata",
    ]

    /// The older form's name for a key, and what it stands for.
    static func canonical(_ key: String) -> String {
        switch key {
        case "workflow_phases": "phases"
        case "phase_name": "name"
        case "timeout_seconds": "timeout"
        case "expected_duration_minutes": "expected_duration"
        default: key
        }
    }

    /// Whether a key is kept and handed on.
    static func isDescriptive(_ key: String) -> Bool {
        descriptiveSet.contains(key) || key.hasPrefix("boilerplate")
    }

    /// How to mend a key that isn't known.
    ///
    /// - Parameters:
    ///   - key: What somebody wrote.
    ///   - known: The keys that may be where it is.
    ///   - other: The keys that may be on the other level.
    ///   - otherLevel: What the other level is called.
    static func advice(for key: String, known: [String], other: [String], otherLevel: String) -> String {
        if other.contains(key) { return "it is a key of \(otherLevel)" }
        if let meant = synonyms[key.lowercased()], known.contains(meant) { return "did you mean \"\(meant)\"?" }
        if let nearest = NearestName.suggestion(for: key, among: known + descriptive) {
            return "did you mean \"\(nearest)\"?"
        }
        return "keep what isn't for Headway under \"metadata\""
    }

    private static let descriptiveSet = Set(descriptive)

    /// What other tools call it.
    private static let synonyms: [String: String] = [
        "cmd": "command", "run": "command", "script": "command", "exec": "command", "shell": "command",
        "steps": "phases", "stages": "phases", "tasks": "phases", "jobs": "phases",
        "title": "name", "id": "name", "benchmark_name": "name",
        "artifacts": "expected_artifacts", "outputs": "expected_artifacts",
        "cwd": "working_directory", "dir": "working_directory", "directory": "working_directory",
        "workdir": "working_directory",
        "environment": "env", "allow_failure": "continue_on_failure", "continue_on_error": "continue_on_failure",
        "duration": "expected_duration", "timeout_minutes": "timeout", "pty": "tty", "depends_on": "needs",
        "after": "needs", "requires": "needs", "repetitions": "repeat", "runs": "repeat", "iterations": "repeat",
        "warmups": "warmup", "input": "stdin", "max_log_size": "log_limit", "log_size": "log_limit",
    ]
}
