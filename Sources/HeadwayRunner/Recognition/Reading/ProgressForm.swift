/// One way in which tools print how far they are.
///
/// It looks at one line after the other, and has no clock: a new value reads the same of the same output.
protocol ProgressForm: Sendable {
    /// What it is called in a plan.
    var name: ProgressFormName { get }
    /// Which lines it is to be shown.
    var filter: LineFilter { get }
    /// How often it must have moved before it is believed, where the command doesn't name the tool.
    var neededSteps: Int { get }
    /// Whether it must also begin near its start: for what may be something else.
    var beginsAtStart: Bool { get }

    /// Whether it is about building, which may be followed by what was built.
    var isBuild: Bool { get }

    /// How long the command takes, in seconds, where its words say that and nothing else tells how far it is.
    var duration: Double? { get }

    /// Reads a line.
    ///
    /// - Returns: What it tells; nothing if it isn't of this form.
    mutating func read(_ line: TextLine) -> ProgressReport?
}

extension ProgressForm {
    var neededSteps: Int { 2 }
    var beginsAtStart: Bool { false }
    var isBuild: Bool { false }
    var duration: Double? { nil }
}
