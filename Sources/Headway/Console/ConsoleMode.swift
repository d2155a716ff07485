/// What the console shows.
public enum ConsoleMode: String, Sendable, Hashable, CaseIterable {
    /// Live on a terminal that can do it, plain lines anywhere else.
    case auto
    /// A display that is redrawn in place.
    case live
    /// A line whenever something happens, without any control sequence that moves the cursor.
    case plain
    /// The journal's lines as they happen, one JSON object a line.
    case json
    /// Nothing but what is printed through it.
    case off

    /// The mode that `auto` stands for.
    ///
    /// - Parameter capabilities: What the output can do.
    /// - Returns: Any mode but `auto`.
    func resolved(for capabilities: TerminalCapabilities) -> ConsoleMode {
        guard self == .auto else { return self }
        return capabilities.isLive ? .live : .plain
    }
}
