package import Headway

/// What is around a run: the terminal that it is started from, and whoever wants to see what its phases print.
package struct RunSurroundings: Sendable {
    /// The size of the terminals that phases get.
    package var terminalSize: @Sendable () -> TerminalSize
    /// Told each line that a phase prints, but for those that say how far it is.
    package var onOutput: (@Sendable (String) -> Void)?
    /// Told what went wrong without being a reason to end anything.
    package var onWarning: @Sendable (String) -> Void
    /// Told that the phase that has the terminal was stopped from its keyboard, so that the run should stop, too.
    package var onPhaseStopped: @Sendable () -> Void

    let terminal = ForegroundTerminal()

    /// Describes them; without parameters there is nothing around a run.
    package init(
        terminalSize: @escaping @Sendable () -> TerminalSize = { .standard },
        onOutput: (@Sendable (String) -> Void)? = nil,
        onWarning: @escaping @Sendable (String) -> Void = { _ in },
        onPhaseStopped: @escaping @Sendable () -> Void = {}
    ) {
        self.terminalSize = terminalSize
        self.onOutput = onOutput
        self.onWarning = onWarning
        self.onPhaseStopped = onPhaseStopped
    }
}
