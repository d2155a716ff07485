import HeadwayRunner
import Testing

/// The plan in a text that must be right.
func plan(_ text: String, path: String = "PLAN.yaml", phaseCommand: String? = nil) throws -> Plan {
    try PlanLoader().parse(text: text, path: path, phaseCommand: phaseCommand)
}

/// What is said of a text that must be wrong.
func mistakes(
    _ text: String,
    phaseCommand: String? = nil,
    sourceLocation: SourceLocation = #_sourceLocation
) -> [String] {
    do {
        _ = try PlanLoader().parse(text: text, path: "PLAN.yaml", phaseCommand: phaseCommand)
        Issue.record("this plan was taken for right", sourceLocation: sourceLocation)
        return []
    } catch {
        return error.description.split(separator: "\n").map(String.init)
    }
}

/// Two lines that make a phase of which a test adds a third.
let phaseStart = "phases:\n  - name: a\n    command: x\n"
