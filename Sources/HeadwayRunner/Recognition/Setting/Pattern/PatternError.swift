/// What is wrong with a regular expression for progress.
public struct PatternError: Error, Sendable, Hashable {
    /// What is wrong.
    public var message: String
    /// How to mend it.
    public var advice: String?

    init(_ message: String, advice: String? = nil) {
        self.message = message
        self.advice = advice
    }
}
