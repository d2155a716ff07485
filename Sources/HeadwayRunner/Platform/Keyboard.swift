import Headway

#if canImport(Darwin)
import Darwin
#elseif canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#endif

/// Passes on what Headway's own standard input has to a command's terminal.
struct Keyboard {
    /// What ends the input of a terminal: Ctrl-D.
    private static let endOfInput: UInt8 = 0x04

    private let terminal: Int32
    private var waiting: [UInt8] = []
    private var isWithinLine = false
    private var isOver = false

    /// - Parameter terminal: The end of the terminal that stands for its keyboard.
    init(terminal: Int32) {
        self.terminal = terminal
    }

    /// The descriptor to wait for; `nil` while nothing can be taken from it.
    var descriptor: Int32? {
        guard !isOver, waiting.isEmpty else { return nil }
        // Reading a terminal that somebody else has would stop this process.
        return isatty(STDIN_FILENO) == 0 || tcgetpgrp(STDIN_FILENO) == getpgrp() ? STDIN_FILENO : nil
    }

    /// Reads what there is.
    mutating func read() {
        var buffer = [UInt8](repeating: 0, count: 4_096)
        let count = systemRead(STDIN_FILENO, &buffer, buffer.count)
        if count > 0 {
            waiting += buffer[..<count]
            isWithinLine = buffer[count - 1] != UInt8(ascii: "\n")
        }
        guard count == 0 || (count < 0 && errno != EINTR && errno != EAGAIN) else { return }
        isOver = true
        // Behind a line that has begun the first only hands out the line.
        waiting += [UInt8](repeating: Self.endOfInput, count: isWithinLine ? 2 : 1)
    }

    /// Passes on as much as the terminal takes.
    mutating func forward() {
        guard !waiting.isEmpty else { return }
        let count = waiting.withUnsafeBytes { write(terminal, $0.baseAddress, $0.count) }
        if count > 0 { waiting.removeFirst(count) }
    }
}

private func systemRead(_ descriptor: Int32, _ buffer: UnsafeMutablePointer<UInt8>, _ count: Int) -> Int {
    read(descriptor, buffer, count)
}
