/// Where a console writes to: standard output, or a double in a test.
package protocol TerminalOutput: Sendable {
    /// What it can do.
    var capabilities: TerminalCapabilities { get }

    /// Its size now; `nil` if it doesn't know. A dimension of 0 isn't known either.
    var size: TerminalSize? { get }

    /// Writes as much as it takes now. A terminal never blocks; a pipe or a file may.
    ///
    /// - Parameter bytes: What to write; not empty.
    /// - Returns: How it went.
    func write(_ bytes: ArraySlice<UInt8>) -> TerminalWriteResult
}

/// How a write went.
package enum TerminalWriteResult: Sendable, Hashable {
    /// So many bytes were taken.
    case wrote(Int)
    /// Nobody reads: try again later.
    case full
    /// It is gone for good.
    case gone
}
