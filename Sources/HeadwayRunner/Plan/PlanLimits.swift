/// How much a plan may ask for before it is refused.
struct PlanLimits: Sendable {
    /// Bytes of the file.
    var bytes = 8 << 20
    /// Levels of mappings and lists: a key that is a mapping is hashed once for each, and a plan needs about five.
    static let depth = 20
    /// Signs that may separate values: there can't be many more values in the text than of these.
    var separators = 1_000_000
    /// Values after all aliases have been followed.
    var values = 400_000
    /// Bytes of text after all aliases have been followed.
    var expandedBytes = 64 << 20
    /// Anchors that an alias refers to: each may hold as many levels as the text, and freeing them recurses.
    var anchors = 64
    /// Bytes of what goes into one environment variable or argument: Linux takes 128 KiB.
    var environmentBytes = 96 << 10
    /// Mistakes that are reported one by one.
    var reportedErrors = 20
}
