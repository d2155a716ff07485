import ArgumentParser

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

    /// Runs a command's body; what it complains about is said, and becomes the exit code.
    static func said<Result>(_ body: () async throws -> Result) async throws -> Result {
        do {
            return try await body()
        } catch let complaint as Complaint {
            StandardStream.error.print("headway: " + complaint.description)
            throw complaint.kind.exitCode
        }
    }
}
