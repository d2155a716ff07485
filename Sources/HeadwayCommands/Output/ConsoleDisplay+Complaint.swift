import Headway

extension ConsoleDisplay {
    /// Says on standard error that it doesn't show what was asked for, if it doesn't.
    ///
    /// - Parameter asked: The mode that was asked for.
    func complain(ifNot asked: ConsoleMode) {
        guard asked != .auto, mode != asked else { return }
        StandardError.print(
            "headway: --console \(asked.rawValue): the cursor of standard output can't be moved, as it isn't a terminal "
                + "or TERM is dumb or unset; it shows \(mode.rawValue) lines instead"
        )
    }
}
