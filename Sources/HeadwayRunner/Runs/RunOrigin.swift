import Headway

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// Where a run's plan came from, kept in the run's folder so that another run can go on with it.
public struct RunOrigin: Sendable, Hashable, Codable {
    /// The plan's file, from the root; `nil` of a run of one command.
    public var plan: String?
    /// The command for the phases that had none of their own, where the command line gave one.
    public var phaseCommand: String?
    /// The folder in which the run was started, and its phases ran.
    public var directory: String
    /// Where its phases leave files of their own, if that is the folder of an earlier run that it goes on with.
    public var files: String?

    /// Describes where a plan came from.
    ///
    /// - Parameters:
    ///   - plan: The plan's file, from the root; `nil` of a run of one command.
    ///   - phaseCommand: The command for the phases that had none of their own, where the command line gave one.
    ///   - directory: The folder in which the run is started.
    ///   - files: Where its phases leave files of their own; its own folder if `nil`.
    public init(plan: String?, phaseCommand: String?, directory: String, files: String? = nil) {
        self.plan = plan
        self.phaseCommand = phaseCommand
        self.directory = directory
        self.files = files
    }

    enum CodingKeys: String, CodingKey {
        case plan, directory, files
        case phaseCommand = "phase_command"
    }

    /// Reads the origin of a run.
    ///
    /// - Parameter folder: The run's folder.
    /// - Returns: Its origin; `nil` if it isn't there or can't be read.
    public static func read(from folder: RunFolder) -> RunOrigin? {
        guard let bytes = try? PlatformFile().contents(of: folder.origin, atMost: 1 << 20) else { return nil }
        return try? JSONDecoder().decode(RunOrigin.self, from: Data(bytes))
    }

    /// The origin as the bytes of its file.
    public var bytes: [UInt8] {
        Array(((try? RunFormat.json(self)) ?? "{}").utf8) + [UInt8(ascii: "\n")]
    }
}
