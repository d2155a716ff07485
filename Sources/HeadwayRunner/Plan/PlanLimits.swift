/// How much a plan may ask for before it is refused.
struct PlanLimits: Sendable {
    /// Bytes of the file.
    var bytes = 8 << 20
    /// Levels of mappings and lists: reading and freeing them recurses, and a plan needs about five.
    var depth = 20
    /// Lines that may be directives of YAML.
    var directives = 100
    /// Keys and values after all aliases have been followed.
    var values = 400_000
    /// Bytes of text after all aliases have been followed.
    var expandedBytes = 64 << 20
    /// Bytes of what goes into one environment variable or argument: Linux takes 128 KiB.
    var environmentBytes = 96 << 10
    /// Mistakes that are reported one by one.
    var reportedErrors = 20
}
