#if canImport(Darwin)
import Darwin
#elseif canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#endif

/// What leads to the `headway run` that this program is a phase of: standard output or standard error, whichever is still
/// what the runner gave it.
struct RunnerOutput: Sendable {
    /// The id of the run that the program is a phase of.
    let runID: String
    /// The device and the number of the file, pipe or terminal that the runner reads.
    private let target: String
    private let candidates: [Int32]

    /// Finds out whether there is a runner.
    ///
    /// - Parameters:
    ///   - environment: The environment variables.
    ///   - candidates: The descriptors that may lead to it.
    /// - Returns: `nil` if there is none, or none of the descriptors leads to it, as where they were redirected.
    init?(environment: [String: String], candidates: [Int32] = [STDOUT_FILENO, STDERR_FILENO]) {
        guard let runID = environment["HEADWAY_RUN_ID"], !runID.isEmpty,
            let target = environment["HEADWAY_OUTPUT"], !target.isEmpty
        else { return nil }
        self.runID = runID
        self.target = target
        self.candidates = candidates
        guard descriptor != nil else { return nil }
    }

    /// The descriptor as it is now: the program may have redirected one in the meantime.
    private var descriptor: (number: Int32, info: stat)? {
        for candidate in candidates {
            var info = stat()
            if fstat(candidate, &info) == 0, Self.name(info) == target { return (candidate, info) }
        }
        return nil
    }

    private static func name(_ info: stat) -> String { "\(info.st_dev):\(info.st_ino)" }

    /// What `HEADWAY_OUTPUT` has to be for a descriptor to be taken.
    ///
    /// - Parameter descriptor: The descriptor.
    package static func name(of descriptor: Int32) -> String? {
        var info = stat()
        return fstat(descriptor, &info) == 0 ? name(info) : nil
    }

    /// Writes lines, in one piece where the system allows it.
    ///
    /// What can't be written is dropped: a program must not fail because nobody listens.
    func write(_ text: String) {
        guard let (number, info) = descriptor else { return }
        let isPipe = info.st_mode & S_IFMT == S_IFIFO
        let begins = isPipe || Self.isWithinLine(number, info)
        let bytes = Array(((begins ? "\n" : "") + text).utf8)
        Self.withoutBrokenPipes { Self.write(bytes, to: number) }
    }

    /// Whether what the program itself has printed ends within a line, as its buffer is emptied when it is full.
    ///
    /// A terminal's is emptied line by line. What is in a pipe can't be seen, so there a line is ended always.
    private static func isWithinLine(_ descriptor: Int32, _ info: stat) -> Bool {
        guard info.st_mode & S_IFMT == S_IFREG, info.st_size > 0 else { return false }
        var last: UInt8 = 0
        return pread(descriptor, &last, 1, info.st_size - 1) == 1 && last != UInt8(ascii: "\n")
    }

    private static func write(_ bytes: [UInt8], to descriptor: Int32) {
        var rest = bytes[...]
        while !rest.isEmpty {
            #if canImport(Darwin)
            let count = rest.withUnsafeBytes { Darwin.write(descriptor, $0.baseAddress, $0.count) }
            #elseif canImport(Glibc)
            let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            #elseif canImport(Musl)
            let count = rest.withUnsafeBytes { Musl.write(descriptor, $0.baseAddress, $0.count) }
            #endif
            if count > 0 {
                rest = rest.dropFirst(count)
            } else if count < 0, errno == EAGAIN || errno == EWOULDBLOCK {
                var request = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
                guard poll(&request, 1, -1) >= 0 || errno == EINTR else { return }
            } else if count == 0 || errno != EINTR {
                return
            }
        }
    }

    /// Keeps a reader that has gone away from killing the program: SIGPIPE goes to the thread that writes.
    private static func withoutBrokenPipes(_ body: () -> Void) {
        var pipe = sigset_t()
        var before = sigset_t()
        var pending = sigset_t()
        sigemptyset(&pipe)
        sigaddset(&pipe, SIGPIPE)
        sigemptyset(&pending)
        _ = sigpending(&pending)
        let wasPending = sigismember(&pending, SIGPIPE) == 1
        guard !wasPending, pthread_sigmask(SIG_BLOCK, &pipe, &before) == 0 else { return body() }
        body()
        sigemptyset(&pending)
        _ = sigpending(&pending)
        if sigismember(&pending, SIGPIPE) == 1 {
            var taken: Int32 = 0
            sigwait(&pipe, &taken)
        }
        pthread_sigmask(SIG_SETMASK, &before, nil)
    }
}
