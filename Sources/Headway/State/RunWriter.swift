#if canImport(FoundationEssentials)
public import FoundationEssentials
#else
public import Foundation
#endif

/// The process that writes a run's files, with enough about it to tell later whether it still lives.
public struct RunWriter: Sendable, Hashable {
    /// The name of its machine.
    public var host: String
    /// Its process id.
    public var pid: Int
    /// When the process began, by the wall clock, for people to read.
    public var processStartedAt: Date?
    /// When the process began, in the system's own count, so that another one with the same id isn't taken for it.
    ///
    /// Unlike the wall clock it doesn't move when the clock is set.
    public var processStartTicks: Int?
    /// Which boot of the machine it lives in.
    public var bootID: String?
    /// In which namespace its process id holds, where a machine has several: a container has one of its own.
    ///
    /// `nil` where that isn't known, or there is only one.
    public var pidNamespace: String?

    /// Describes a writer.
    ///
    /// - Parameters:
    ///   - host: The name of its machine.
    ///   - pid: Its process id.
    ///   - processStartedAt: When the process began, by the wall clock.
    ///   - processStartTicks: When the process began, in the system's own count.
    ///   - bootID: Which boot of the machine it lives in.
    ///   - pidNamespace: In which namespace its process id holds.
    public init(
        host: String,
        pid: Int,
        processStartedAt: Date? = nil,
        processStartTicks: Int? = nil,
        bootID: String? = nil,
        pidNamespace: String? = nil
    ) {
        self.host = host
        self.pid = pid
        self.processStartedAt = processStartedAt.map(Timestamp.rounded)
        self.processStartTicks = processStartTicks
        self.bootID = bootID
        self.pidNamespace = pidNamespace
    }
}

extension RunWriter: Codable {
    enum CodingKeys: String, CodingKey, CaseIterable {
        case host, pid
        case processStartedAt = "process_started_at"
        case processStartTicks = "process_start_ticks"
        case bootID = "boot_id"
        case pidNamespace = "pid_namespace"
    }

    /// Reads a writer from the snapshot's `writer`.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        self.init(
            host: try container.decode(String.self, forKey: .host),
            pid: try container.decode(Int.self, forKey: .pid),
            processStartedAt: try Timestamp.decodeIfPresent(from: container, forKey: .processStartedAt),
            processStartTicks: try container.decodeIfPresent(Int.self, forKey: .processStartTicks),
            bootID: try container.decodeIfPresent(String.self, forKey: .bootID),
            pidNamespace: try container.decodeIfPresent(String.self, forKey: .pidNamespace)
        )
    }

    /// Writes the snapshot's `writer`.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(host, forKey: .host)
        try container.encode(pid, forKey: .pid)
        try Timestamp.encode(processStartedAt, into: &container, forKey: .processStartedAt)
        try container.encodeIfPresent(processStartTicks, forKey: .processStartTicks)
        try container.encode(bootID, forKey: .bootID)
        try container.encodeIfPresent(pidNamespace, forKey: .pidNamespace)
    }
}
