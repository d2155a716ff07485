/// A regular expression that finds progress in a line, by groups called `completed`, `total`, `percent` and `message`.
///
/// It is matched by running all its alternatives side by side (Thompson's construction, as in Pike's machine), so the time
/// grows with the length of a line and of the expression, and never more: there is no backtracking. That is why it has no
/// references back and no looking around.
public struct ProgressPattern: Sendable, Hashable {
    /// What a group's text stands for.
    enum Group: String, CaseIterable {
        case completed, total, percent, message

        var index: Int { Self.allCases.firstIndex(of: self) ?? 0 }
    }

    /// The expression as it was written.
    public let source: String
    let program: PatternProgram

    /// Reads an expression.
    ///
    /// - Parameter source: The expression.
    /// - Throws: What is wrong with it.
    public init(_ source: String) throws(PatternError) {
        self.source = source
        var parser = PatternParser(source)
        let node = try parser.parse()
        let groups = parser.groups
        guard !groups.isEmpty else {
            throw PatternError(
                "the expression has no group that says what is progress",
                advice: #"name one, as in "(?<completed>\d+) of (?<total>\d+)" or "(?<percent>\d+)%""#
            )
        }
        if groups.contains(.total), !groups.contains(.completed) {
            throw PatternError(
                "the expression has a group \"total\" but none called \"completed\"",
                advice: #"add one, as in "(?<completed>\d+) of (?<total>\d+)""#
            )
        }
        program = try PatternProgram(node)
    }

    /// Whether two expressions are written the same.
    public static func == (lhs: ProgressPattern, rhs: ProgressPattern) -> Bool { lhs.source == rhs.source }

    /// Hashes the expression as it is written.
    public func hash(into hasher: inout Hasher) { hasher.combine(source) }
}
