#if canImport(Darwin)
import Darwin
#elseif canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#endif

/// Reads the file of a plan, however large and of whatever kind it is.
enum PlanFile {
    /// The file's text.
    static func read(_ path: String, limits: PlanLimits) throws(PlanErrors) -> String {
        func mistake(_ message: String, at position: PlanPosition? = nil, advice: String? = nil) -> PlanErrors {
            PlanErrors(PlanError(path: path, position: position, message: message, advice: advice))
        }

        guard !path.isEmpty, !path.utf8.contains(0) else {
            throw mistake("there is no file of this name", advice: "name the plan's file")
        }
        // Not blocking, or a FIFO that nobody writes to would hold us here.
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY)
        guard descriptor >= 0 else {
            // A socket can't be opened at all.
            if errno == ENXIO || errno == EOPNOTSUPP { throw mistake("this isn't a regular file") }
            throw mistake(
                "the plan can't be read: \(String(cString: strerror(errno)))",
                advice: errno == ENOENT ? "check the path" : "check the file's permissions"
            )
        }
        defer { close(descriptor) }

        var status = stat()
        guard fstat(descriptor, &status) == 0 else {
            throw mistake("the plan can't be read: \(String(cString: strerror(errno)))")
        }
        switch status.st_mode & S_IFMT {
        case S_IFREG: break
        case S_IFDIR: throw mistake("this is a folder", advice: "name the plan's file in it")
        default: throw mistake("this isn't a regular file", advice: "save the plan to a file")
        }
        guard status.st_size <= off_t(limits.bytes) else {
            throw mistake(
                "the plan has \(status.st_size >> 20) MB, more than \(limits.bytes >> 20)",
                advice: "move what is large to files of its own"
            )
        }

        // The size isn't to be trusted: the file may grow, and some say 0.
        var bytes: [UInt8] = []
        bytes.reserveCapacity(Int(status.st_size) + 1)
        var chunk = [UInt8](repeating: 0, count: 1 << 16)
        while bytes.count <= limits.bytes {
            #if canImport(Darwin)
            let count = Darwin.read(descriptor, &chunk, chunk.count)
            #elseif canImport(Glibc)
            let count = Glibc.read(descriptor, &chunk, chunk.count)
            #elseif canImport(Musl)
            let count = Musl.read(descriptor, &chunk, chunk.count)
            #endif
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw mistake("the plan can't be read: \(String(cString: strerror(errno)))") }
            if count == 0 { break }
            bytes += chunk[..<count]
        }
        guard bytes.count <= limits.bytes else {
            throw mistake(
                "the plan has more than \(limits.bytes >> 20) MB",
                advice: "move what is large to files of its own"
            )
        }
        if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) {
            throw mistake("the plan is UTF-16 text", advice: "save it as UTF-8")
        }
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw mistake("this isn't UTF-8 text", at: firstInvalid(in: bytes), advice: "save the plan as UTF-8")
        }
        return text
    }

    private static func firstInvalid(in bytes: [UInt8]) -> PlanPosition {
        var position = PlanPosition(line: 1, column: 1)
        var iterator = bytes.makeIterator()
        var parser = Unicode.UTF8.ForwardParser()
        while case .valid(let scalar) = parser.parseScalar(from: &iterator) {
            if scalar.elementsEqual([0x0A]) {
                position = PlanPosition(line: position.line + 1, column: 1)
            } else {
                position.column += 1
            }
        }
        return position
    }
}
