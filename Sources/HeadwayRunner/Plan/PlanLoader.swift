/// Reads plans and checks them.
///
/// A plan is either whole and right, or all that is wrong with it is told at once.
public struct PlanLoader: Sendable {
    let limits: PlanLimits

    /// Makes a loader.
    public init() {
        self.init(limits: PlanLimits())
    }

    init(limits: PlanLimits) {
        self.limits = limits
    }

    /// Reads a plan from a file.
    ///
    /// - Parameters:
    ///   - path: The file; it must be a regular one.
    ///   - phaseCommand: The command for phases that have none of their own; it goes before the plan's.
    /// - Returns: The plan.
    /// - Throws: What is wrong with it.
    public func load(path: String, phaseCommand: String? = nil) throws(PlanErrors) -> Plan {
        let text = try PlanFile.read(path, limits: limits)
        return try parse(text: text, path: path, phaseCommand: phaseCommand)
    }

    /// Reads a plan from text.
    ///
    /// - Parameters:
    ///   - text: The plan.
    ///   - path: What messages call its file, and what it is named after if it has no name.
    ///   - phaseCommand: The command for phases that have none of their own; it goes before the plan's.
    /// - Returns: The plan.
    /// - Throws: What is wrong with it.
    public func parse(text: String, path: String, phaseCommand: String? = nil) throws(PlanErrors) -> Plan {
        let text = text.unicodeScalars.first == "\u{FEFF}" ? String(text.unicodeScalars.dropFirst()) : text
        try PlanGuard.check(text, path: path, limits: limits)
        guard let root = try PlanComposer.compose(text, path: path, limits: limits), !root.isNull else {
            throw emptyPlan(path)
        }
        return try PlanReader.read(root, path: path, phaseCommand: phaseCommand, limits: limits)
    }

    private func emptyPlan(_ path: String) -> PlanErrors {
        PlanErrors(
            PlanError(path: path, position: nil, message: "the plan is empty", advice: "it needs at least \"phases:\"")
        )
    }
}
