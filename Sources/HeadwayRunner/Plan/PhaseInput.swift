/// What a phase's command can read from its standard input.
public enum PhaseInput: String, Sendable, Hashable, CaseIterable {
    /// Nothing: the first read says that it has ended.
    case closed
    /// What Headway itself was given, such as the terminal.
    case inherit
}
