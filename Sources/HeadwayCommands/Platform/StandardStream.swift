#if canImport(Darwin)
import Darwin
#elseif canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#endif

/// The descriptors that the command was started with.
enum StandardStream {
    case output
    case error

    /// Makes a write to a pipe that nobody reads an error instead of the end of the program.
    ///
    /// Programs that the command starts aren't affected.
    static func ignoreBrokenPipes() {
        signal(SIGPIPE, SIG_IGN)
    }

    /// Writes bytes, however long that takes.
    ///
    /// - Throws: Why they can't be written.
    func write(_ bytes: [UInt8]) throws(StreamError) {
        let descriptor = self == .output ? STDOUT_FILENO : STDERR_FILENO
        var bytes = bytes[...]
        while !bytes.isEmpty {
            let count = bytes.withUnsafeBytes { systemWrite(descriptor, $0.baseAddress!, $0.count) }
            guard count <= 0 else {
                bytes = bytes.dropFirst(count)
                continue
            }
            switch errno {
            case EINTR: continue
            case EAGAIN: Self.waitUntilWritable(descriptor)
            case EPIPE: throw .readerGone
            case let code: throw .refused(code: code)
            }
        }
    }

    /// Somebody else may have made the descriptor one that doesn't block.
    private static func waitUntilWritable(_ descriptor: Int32) {
        var wanted = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
        _ = poll(&wanted, 1, -1)
    }
}

// The method above hides the call of the same name.
private func systemWrite(_ descriptor: Int32, _ bytes: UnsafeRawPointer, _ count: Int) -> Int {
    write(descriptor, bytes, count)
}
