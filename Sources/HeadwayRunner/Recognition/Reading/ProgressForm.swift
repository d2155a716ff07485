/// One way in which tools print how far they are.
///
/// It looks at one line after the other, and has no clock: a new value reads the same of the same output.
protocol ProgressForm: Sendable {
    /// What it is called in a plan.
    var name: ProgressFormName { get }
    /// Whether it is of no tool in particular, so that a tool's form takes precedence.
    var isGeneric: Bool { get }
    /// Which lines it is to be shown.
    var filter: LineFilter { get }
    /// How often it must have moved before it is believed, where the command doesn't name the tool.
    var neededSteps: Int { get }
    /// Whether it must also begin near its start: for what may be something else.
    var beginsAtStart: Bool { get }

    /// Whether it draws one bar after the other, each of which may be one of several stages; no tool does that counts
    /// everything that it has to do.
    var drawsStages: Bool { get }
    /// Whether it is about building, which may be followed by what was built.
    var isBuild: Bool { get }

    /// How long the command takes, in seconds, where its words say that and nothing else tells how far it is.
    var duration: Double? { get }

    /// Lets reading take at least so many steps from now on, where a line can take many.
    mutating func allow(steps: Int)

    /// Reads a line.
    ///
    /// - Returns: What it tells; nothing if it isn't of this form.
    mutating func read(_ line: TextLine) -> ProgressReport?
}

extension ProgressForm {
    var isGeneric: Bool { name.isGeneric }
    var neededSteps: Int { 2 }
    var beginsAtStart: Bool { false }
    var drawsStages: Bool { false }
    var isBuild: Bool { false }
    var duration: Double? { nil }
    mutating func allow(steps: Int) {}
}
