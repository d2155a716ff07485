/// A call on a run's file that failed: which file, what was tried, what the system said, and how to mend it.
public struct FileError: Error, Sendable, Hashable, CustomStringConvertible {
    /// What was tried, for example `"write"`.
    public let operation: String
    /// The file.
    public let path: String
    /// The system's error number; 0 where Headway itself refused.
    public let code: Int32
    /// What is wrong, and how to mend it.
    public let reason: String

    package init(operation: String, path: String, code: Int32, reason: String? = nil) {
        self.operation = operation
        self.path = path
        self.code = code
        self.reason = reason ?? PlatformFile.text(of: code)
    }

    /// The error as a sentence.
    public var description: String { "\(path): can't \(operation): \(reason)" }
}
