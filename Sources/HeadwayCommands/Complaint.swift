import ArgumentParser
import Headway

/// Something that is wrong, said on standard error, and the code to end with.
struct Complaint: Error, CustomStringConvertible {
    /// The code to end with.
    enum Kind {
        case usage, invalidFile, cannotWrite, other

        var exitCode: ExitCode {
            switch self {
            case .usage: RunExit.usage
            case .invalidFile: RunExit.invalidFile
            case .cannotWrite: RunExit.cannotWrite
            case .other: RunExit.phaseFailed
            }
        }
    }

    let description: String
    let kind: Kind

    init(_ description: String, _ kind: Kind) {
        self.description = description
        self.kind = kind
    }

    /// Says it.
    ///
    /// - Returns: The code to end with.
    private func said() -> ExitCode {
        StandardError.print("headway: " + description)
        return kind.exitCode
    }

    /// Runs a command's body; what it complains about is said, and becomes the exit code.
    static func said<Result>(_ body: () async throws -> Result) async throws -> Result {
        do {
            return try await body()
        } catch let complaint as Complaint {
            throw complaint.said()
        } catch StreamError.readerGone {
            throw ExitCode.success
        } catch StreamError.refused(let code) {
            throw Complaint("standard output can't be written to: \(PlatformFile.text(of: code))", .cannotWrite).said()
        }
    }
}
