import Headway

/// The run's terminal in the hands of a phase that reads it.
struct TerminalLoan {
    private let group: ProcessGroup
    /// The run's id, by which processes of the phase are known.
    private let runID: String
    private let terminal: ForegroundTerminal
    private let modes: ForegroundTerminal.Modes?
    /// How often phases had been let go on when this one was stopped from the keyboard.
    private var stoppedAt: Int?

    /// Lends the terminal, if it is the run's own.
    ///
    /// - Parameters:
    ///   - terminal: The terminal.
    ///   - group: Who gets it.
    ///   - runID: The run's id.
    init?(_ terminal: ForegroundTerminal, to group: ProcessGroup, of runID: String) {
        guard terminal.isOwn else { return nil }
        self.terminal = terminal
        self.group = group
        self.runID = runID
        modes = terminal.modes
        terminal.lend(to: group)
    }

    /// Looks whether the phase was stopped from the keyboard, and gives it the terminal again when the run goes on.
    ///
    /// - Parameters:
    ///   - continuations: How often phases have been let go on.
    ///   - onStopped: Told that it was stopped; the terminal has been taken back.
    mutating func look(continuations: Int, onStopped: () -> Void) {
        if terminal.isLent(to: group) {
            guard group.isStopped, stoppedAt == nil else { return }
            stoppedAt = continuations
            terminal.takeBack()
            onStopped()
        } else if terminal.isOwn, stoppedAt != continuations {
            // The shell has given the terminal back to the run, which goes on.
            stoppedAt = nil
            terminal.lend(to: group)
        }
    }

    /// Takes the terminal back from the phase, whichever of its processes has it, and gives it the modes that it had.
    ///
    /// Somebody else's, such as the shell's while the run is in the background, is left alone.
    ///
    /// - Returns: Whether it was the phase's.
    func end() -> Bool {
        guard let holder = terminal.holder else { return false }
        let isOfPhase = holder == group || !holder.exists || holder.belongs(to: runID, startedAt: nil)
        guard isOfPhase || terminal.isOwn else { return false }
        if isOfPhase { terminal.takeBack() }
        modes.map { terminal.set($0) }
        return isOfPhase
    }
}
