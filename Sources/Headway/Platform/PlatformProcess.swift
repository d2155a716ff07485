#if canImport(FoundationEssentials)
package import FoundationEssentials
#else
package import Foundation
#endif
#if canImport(Darwin)
import Darwin
#elseif canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#endif

/// What the system says about processes and the machine.
package enum PlatformProcess {
    /// The id of this process.
    package static var currentID: Int { Int(getpid()) }

    /// The name of this machine.
    package static let hostName: String = {
        var buffer = [CChar](repeating: 0, count: 256)
        guard gethostname(&buffer, buffer.count - 1) == 0 else { return "localhost" }
        return String(decoding: buffer.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
    }()

    /// Whether a process with this id lives, whoever it belongs to; one that has ended and waits to be reaped doesn't.
    package static func exists(_ pid: Int) -> Bool {
        guard pid > 0, let id = pid_t(exactly: pid) else { return false }
        guard kill(id, 0) == 0 || errno == EPERM else { return false }
        #if os(Linux)
        return !["Z", "X"].contains(statFields(of: pid).first)
        #else
        return true
        #endif
    }

    /// Sends a signal to a process.
    ///
    /// - Returns: Whether it could be sent; never to the first process of the machine, nor to what is no process's id.
    @discardableResult
    package static func signal(_ pid: Int, _ signal: Int32) -> Bool {
        guard let id = pid_t(exactly: pid), id > 1 else { return false }
        return kill(id, signal) == 0
    }

    /// Sends a signal to all of a process group.
    ///
    /// - Returns: Whether it could be sent to anybody; never to what is no group's id.
    @discardableResult
    package static func signal(group: Int, _ signal: Int32) -> Bool {
        guard let id = pid_t(exactly: group), id > 1 else { return false }
        return kill(-id, signal) == 0
    }

    /// Whether there is anybody in a process group, whoever they belong to, those included that wait to be reaped.
    package static func exists(group: Int) -> Bool {
        signal(group: group, 0) || (group > 1 && errno == EPERM)
    }

    /// The session of a process; `nil` if there is none with this id.
    package static func session(of pid: Int) -> Int? {
        guard let id = pid_t(exactly: pid) else { return nil }
        let session = getsid(id)
        return session < 0 ? nil : Int(session)
    }

    #if canImport(Darwin)
    /// In which namespace process ids hold; here there is only one.
    package static let namespace: String? = nil

    /// Which boot of the machine this is.
    package static let bootID: String? = {
        var buffer = [CChar](repeating: 0, count: 64)
        var size = buffer.count - 1
        guard sysctlbyname("kern.bootsessionuuid", &buffer, &size, nil, 0) == 0 else { return nil }
        return String(decoding: buffer.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
    }()

    /// Whether a process is stopped.
    package static func isStopped(_ pid: Int) -> Bool {
        guard let id = pid_t(exactly: pid) else { return false }
        var info = proc_bsdinfo()
        let size = Int32(MemoryLayout<proc_bsdinfo>.size)
        return proc_pidinfo(id, PROC_PIDTBSDINFO, 0, &info, size) == size && info.pbi_status == UInt32(SSTOP)
    }

    /// When a process began; `nil` if there is none with this id.
    package static func startDate(of pid: Int) -> Date? {
        startTicks(of: pid).map { Date(timeIntervalSince1970: Double($0) / 1e6) }
    }

    /// When a process began, as a number that stays the same as long as it lives; `nil` if there is none with this id.
    ///
    /// Here it counts microseconds, and the system notes it once, when the process begins.
    package static func startTicks(of pid: Int) -> Int? {
        guard let id = pid_t(exactly: pid) else { return nil }
        var info = proc_bsdinfo()
        let size = Int32(MemoryLayout<proc_bsdinfo>.size)
        guard proc_pidinfo(id, PROC_PIDTBSDINFO, 0, &info, size) == size else { return nil }
        return Int(info.pbi_start_tvsec) * 1_000_000 + Int(info.pbi_start_tvusec)
    }
    #else
    /// In which namespace process ids hold, such as `pid:[4026531836]`: a container has one of its own.
    package static let namespace: String? = {
        var buffer = [CChar](repeating: 0, count: 128)
        let count = readlink("/proc/self/ns/pid", &buffer, buffer.count)
        guard count > 0 else { return nil }
        return String(decoding: buffer[..<count].map(UInt8.init(bitPattern:)), as: UTF8.self)
    }()

    /// Which boot of the machine this is.
    package static let bootID: String? = text("/proc/sys/kernel/random/boot_id")?.trimmed

    /// Whether a process is stopped.
    package static func isStopped(_ pid: Int) -> Bool { statFields(of: pid).first == "T" }

    /// When a process began, to the hundredth of a second; `nil` if there is none with this id.
    ///
    /// It is for people to read: it follows `btime`, which is rounded to a second and moves when the clock is set, so two
    /// readings for one process may differ by any amount. ``startTicks(of:)`` is for telling processes apart.
    package static func startDate(of pid: Int) -> Date? {
        guard let ticks = startTicks(of: pid), let boot = bootTime else { return nil }
        return Date(timeIntervalSince1970: boot + Double(ticks) / Double(sysconf(Int32(_SC_CLK_TCK))))
    }

    /// When a process began, as a number that stays the same as long as it lives; `nil` if there is none with this id.
    ///
    /// Here it counts clock ticks since the machine was started: field 22 of `/proc/PID/stat`.
    package static func startTicks(of pid: Int) -> Int? {
        let fields = statFields(of: pid)
        return fields.count > 19 ? Int(fields[19]) : nil
    }

    /// The fields of `/proc/PID/stat` from the third on: the state, the parent, the group, the session and so on.
    package static func statFields(of pid: Int) -> [Substring] {
        // The name in parentheses may hold anything, so count from the last one.
        guard let stat = text("/proc/\(pid)/stat"), let name = stat.lastIndex(of: ")") else { return [] }
        return stat[stat.index(after: name)...].split(separator: " ")
    }

    private static var bootTime: Double? {
        let line = text("/proc/stat")?.split(separator: "\n").first { $0.hasPrefix("btime ") }
        return line.flatMap { Double($0.dropFirst(6)) }
    }

    /// The variables with which a process was started, each ended by a zero byte.
    package static func environment(of pid: Int) throws(FileError) -> [UInt8] {
        guard let bytes = bytes("/proc/\(pid)/environ") else {
            throw FileError(operation: "read it", path: "/proc/\(pid)/environ", code: errno)
        }
        return bytes
    }

    private static func text(_ path: String) -> String? {
        bytes(path).map { String(decoding: $0, as: UTF8.self) }
    }

    private static func bytes(_ path: String) -> [UInt8]? {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 8_192)
        while true {
            let count = read(descriptor, &buffer, buffer.count)
            guard count > 0 else { break }
            bytes += buffer[..<count]
        }
        return bytes
    }
    #endif
}

extension String {
    fileprivate var trimmed: String { String(drop { $0.isWhitespace }.prefix { !$0.isWhitespace }) }
}
