import Headway
import Synchronization

/// Where the output of one command goes, and how it is read.
final class CommandOutput: Sendable {
    /// What the command has for its standard output and error.
    let descriptor: Int32
    /// The terminal, if it is one.
    let terminal: PseudoTerminal?
    /// Where what was written can be read, unless it is the log itself.
    let source: OutputDescriptor?
    private let isEndClosed = Atomic(false)

    /// Makes a file, a pipe or a terminal ready for a command.
    ///
    /// - Parameters:
    ///   - route: Which of them.
    ///   - log: The phase's log.
    ///   - size: The size of a terminal.
    /// - Throws: A `FileError` if the system gives none.
    init(_ route: OutputRoute, log: PhaseLog, size: TerminalSize) throws(FileError) {
        switch route {
        case .file: (descriptor, terminal, source) = (log.file.descriptor, nil, nil)
        case .pipe:
            let (reading, writing) = try OutputDescriptor.pipe()
            (descriptor, terminal, source) = (writing, nil, reading)
        case .terminal:
            let made = try PseudoTerminal(size: size)
            log.beginTranscript(size: size)
            (descriptor, terminal, source) = (made.slave, made, OutputDescriptor(descriptor: made.master))
        }
    }

    /// Which file, pipe or terminal that is, as `HEADWAY_OUTPUT` says it: a program recognizes its standard output by it.
    var identity: String? {
        let file = OpenFile(descriptor: descriptor, path: "")
        return (try? PlatformFile().status(of: file)).map { "\($0.device):\($0.inode)" }
    }

    /// Closes what only the command needs, so that the end of its output can be seen.
    func closeEndOfCommand() {
        guard source != nil, !isEndClosed.exchange(true, ordering: .acquiringAndReleasing) else { return }
        OutputDescriptor.close(descriptor)
    }
}
