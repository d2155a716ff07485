/// Why a run's files can't be read.
public struct RunReaderError: Error, Sendable, Hashable, CustomStringConvertible {
    /// What may come of it.
    package enum Kind: Sendable, Hashable {
        /// There is nothing yet.
        case missing
        /// What is there is broken, unless somebody is just copying it.
        case damaged
        /// Another look won't change it.
        case lasting
    }

    /// The file.
    public let path: String
    /// What is wrong with it, and how to mend it.
    public let reason: String
    package let kind: Kind

    /// The error as a sentence.
    public var description: String { "\(path): \(reason)" }
}
