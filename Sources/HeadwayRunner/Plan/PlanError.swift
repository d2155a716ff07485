/// One mistake in a plan: where it is, what is wrong, and how to mend it.
public struct PlanError: Error, Sendable, Hashable {
    /// The plan's file as the user named it.
    public var path: String
    /// Where in the file, unless the mistake isn't at a place in it.
    public var position: PlanPosition?
    /// What is wrong.
    public var message: String
    /// How to mend it.
    public var advice: String?

    /// Makes a mistake.
    public init(path: String, position: PlanPosition?, message: String, advice: String? = nil) {
        self.path = path
        self.position = position
        self.message = message
        self.advice = advice
    }
}

extension PlanError: CustomStringConvertible {
    /// One line: `file:line:column: what is wrong; how to mend it`.
    public var description: String {
        var text = PlanText.escaped(path)
        if let position { text += ":\(position.line):\(position.column)" }
        text += ": \(message)"
        if let advice { text += "; \(advice)" }
        return text
    }
}
