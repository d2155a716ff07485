/// What the console shows.
public enum ConsoleMode: String, Sendable, Hashable, CaseIterable {
    /// Live on a terminal that can do it, plain lines anywhere else.
    case auto
    /// A display that is redrawn in place, wherever the cursor can be moved; elsewhere plain lines.
    case live
    /// A line whenever something happens, without any control sequence that moves the cursor.
    case plain
    /// The journal's lines as they happen, one JSON object a line.
    case json
    /// Nothing but what is printed through it.
    case off

    /// The mode that is possible.
    ///
    /// Asking for `live` takes the log of a build for a terminal that somebody watches, but can't give a dumb terminal,
    /// a pipe or a file a cursor: what is sent to move it would end up as text.
    ///
    /// - Parameter capabilities: What the output can do.
    /// - Returns: Any mode but `auto`.
    func resolved(for capabilities: TerminalCapabilities) -> ConsoleMode {
        switch self {
        case .auto: capabilities.isLive ? .live : .plain
        case .live: capabilities.movesCursor ? .live : .plain
        case .plain, .json, .off: self
        }
    }
}
