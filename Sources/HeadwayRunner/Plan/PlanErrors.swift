/// The mistakes in a plan, in the order of its lines.
public struct PlanErrors: Error, Sendable, Hashable {
    /// The first of them; never empty.
    public var errors: [PlanError]
    /// How many more there are.
    public var omitted: Int

    /// Makes a report.
    public init(_ errors: [PlanError], omitted: Int = 0) {
        self.errors = errors
        self.omitted = omitted
    }

    init(_ error: PlanError) {
        self.init([error])
    }
}

extension PlanErrors: CustomStringConvertible {
    /// One mistake a line, and how many more there are.
    public var description: String {
        var lines = errors.map(\.description)
        if omitted > 0, let path = errors.first?.path {
            lines.append("\(PlanText.escaped(path)): and \(omitted) more")
        }
        return lines.joined(separator: "\n")
    }
}
