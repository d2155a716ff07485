import CHeadway
import Headway

#if canImport(Darwin)
import Darwin
#elseif canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#endif

/// A terminal that a program holds for another one.
struct PseudoTerminal: Sendable {
    /// The end that stands for screen and keyboard; it doesn't block.
    let master: Int32
    /// The end that the other program has for its terminal.
    let slave: Int32
    /// The path of that end.
    let path: String

    /// Makes a terminal.
    ///
    /// - Parameter size: Its size.
    /// - Throws: A `FileError` if the system gives none.
    init(size: TerminalSize) throws(FileError) {
        var name = [CChar](repeating: 0, count: 1_024)
        master = headway_open_terminal(&name, name.count)
        guard master >= 0 else { throw FileError(operation: "make a terminal", path: "/dev/ptmx", code: errno) }
        _ = fcntl(master, F_SETFD, FD_CLOEXEC)
        _ = fcntl(master, F_SETFL, O_NONBLOCK)
        path = String(decoding: name.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
        slave = open(path, O_RDWR | O_NOCTTY | O_CLOEXEC)
        guard slave >= 0 else {
            let error = FileError(operation: "open the terminal", path: path, code: errno)
            close(master)
            throw error
        }
        resize(size)
    }

    /// Gives it another size, and tells the program in its foreground so.
    func resize(_ size: TerminalSize) {
        let limit = Int(UInt16.max)
        headway_set_terminal_size(
            master,
            UInt16(min(max(size.columns, 1), limit)),
            UInt16(min(max(size.rows, 1), limit))
        )
    }
}
