import CHeadway

#if canImport(Darwin)
import Darwin
#elseif canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#endif

/// A file descriptor of the process, usually standard output.
package final class StandardTerminal: TerminalOutput {
    package let capabilities: TerminalCapabilities
    private let descriptor: Int32
    /// A descriptor of our own, if it is a terminal: one that doesn't block, which must not be asked of the one that is
    /// shared with other processes.
    private let own: Int32?

    /// Opens an output.
    ///
    /// - Parameters:
    ///   - descriptor: The file descriptor.
    ///   - environment: The environment variables.
    package init(descriptor: Int32 = 1, environment: [String: String]) {
        let isTerminal = isatty(descriptor) == 1
        self.descriptor = descriptor
        capabilities = TerminalCapabilities(environment: environment, isTerminal: isTerminal)
        own = isTerminal ? Self.reopen(descriptor) : nil
    }

    deinit {
        if let own { _ = close(own) }
    }

    package var size: TerminalSize? {
        var columns: UInt16 = 0
        var rows: UInt16 = 0
        guard headway_terminal_size(own ?? descriptor, &columns, &rows) == 0 else { return nil }
        return TerminalSize(columns: Int(columns), rows: Int(rows))
    }

    package func write(_ bytes: ArraySlice<UInt8>) -> TerminalWriteResult {
        let target = own ?? descriptor
        var bytes = bytes
        if capabilities.isTerminal {
            var request = pollfd(fd: target, events: Int16(POLLOUT), revents: 0)
            let count = poll(&request, 1, 0)
            if count == 0 || (count < 0 && errno == EINTR) { return .full }
            guard count > 0, request.revents & Int16(POLLNVAL) == 0 else { return .gone }
            // Where the terminal could not be opened anew, a small write is one that hardly ever blocks.
            if own == nil { bytes = bytes.prefix(256) }
        }
        let count = bytes.withUnsafeBytes { buffer in
            #if canImport(Darwin)
            Darwin.write(target, buffer.baseAddress, buffer.count)
            #elseif canImport(Glibc)
            Glibc.write(target, buffer.baseAddress, buffer.count)
            #elseif canImport(Musl)
            Musl.write(target, buffer.baseAddress, buffer.count)
            #endif
        }
        if count >= 0 { return .wrote(count) }
        switch errno {
        case EAGAIN, EWOULDBLOCK, EINTR: return .full
        default: return .gone
        }
    }

    private static func reopen(_ descriptor: Int32) -> Int32? {
        var name = [CChar](repeating: 0, count: 1_024)
        guard ttyname_r(descriptor, &name, name.count) == 0 else { return nil }
        let opened = open(name, O_WRONLY | O_NOCTTY | O_NONBLOCK | O_CLOEXEC)
        return opened >= 0 ? opened : nil
    }
}
