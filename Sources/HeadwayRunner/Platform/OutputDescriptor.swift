import Headway

#if canImport(Darwin)
import Darwin
#elseif canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#endif

/// The end of a pipe or a terminal from which a command's output is read, without ever blocking.
struct OutputDescriptor: Sendable {
    /// What a look at it gave.
    enum Reading {
        /// So many bytes.
        case bytes(Int)
        case nothing
        /// Nobody can write any more.
        case end
    }

    let descriptor: Int32

    /// Makes a pipe.
    ///
    /// - Returns: The end to read from, and the one that a command writes into.
    /// - Throws: A `FileError` if the system gives none.
    static func pipe() throws(FileError) -> (reading: OutputDescriptor, writing: Int32) {
        var ends: [Int32] = [-1, -1]
        guard makePipe(&ends) == 0 else { throw FileError(operation: "make it", path: "a pipe", code: errno) }
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        #if os(Linux)
        // A larger one lets a command write on while Headway gets around to reading: 1031 is F_SETPIPE_SZ.
        _ = fcntl(ends[1], 1_031, Int32(1 << 20))
        #endif
        _ = fcntl(ends[0], F_SETFL, O_NONBLOCK)
        return (OutputDescriptor(descriptor: ends[0]), ends[1])
    }

    /// Waits until there is something to read, or to forward.
    ///
    /// - Parameters:
    ///   - limit: How long at most, in milliseconds.
    ///   - input: Another descriptor that may have something to read.
    /// - Returns: Whether the other one has.
    func wait(atMost limit: Int32, input: Int32?) -> Bool {
        var requests = [pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)]
        if let input { requests.append(pollfd(fd: input, events: Int16(POLLIN), revents: 0)) }
        let count = poll(&requests, nfds_t(requests.count), limit)
        return count > 0 && requests.count > 1 && requests[1].revents != 0
    }

    /// Reads what is there, as far as there is room.
    ///
    /// A terminal hands out no more than 4 KB at once, so it is asked again.
    func read(into buffer: inout [UInt8]) -> Reading {
        var total = 0
        while total < buffer.count {
            let count = buffer.withUnsafeMutableBytes {
                systemRead(descriptor, $0.baseAddress.map { $0 + total }, $0.count - total)
            }
            if count > 0 {
                total += count
                continue
            }
            if total > 0 { break }
            // A terminal says EIO when nobody has it open any more.
            return count < 0 && (errno == EAGAIN || errno == EINTR) ? .nothing : .end
        }
        return .bytes(total)
    }

    /// Closes it.
    func close() {
        Self.close(descriptor)
    }

    /// Closes a descriptor.
    static func close(_ descriptor: Int32) {
        systemClose(descriptor)
    }
}

private func makePipe(_ ends: inout [Int32]) -> Int32 {
    pipe(&ends)
}

private func systemRead(_ descriptor: Int32, _ buffer: UnsafeMutableRawPointer?, _ count: Int) -> Int {
    read(descriptor, buffer, count)
}

private func systemClose(_ descriptor: Int32) {
    close(descriptor)
}
