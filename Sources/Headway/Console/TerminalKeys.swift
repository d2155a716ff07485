/// What is pressed on a terminal: it can be kept from being shown in the middle of a display.
package protocol TerminalKeys: Sendable {
    /// Has the terminal no longer show keys, if it is this program's to say so.
    ///
    /// It is called often.
    func hide()

    /// Gives the terminal back as it was.
    func restore()
}
