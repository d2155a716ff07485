/// Collects the mistakes of a plan while it is being read.
struct PlanDiagnostics {
    let path: String
    let limit: Int
    private var errors: [PlanError] = []
    private var dropped = 0

    init(path: String, limit: Int) {
        self.path = path
        self.limit = limit
    }

    mutating func add(_ message: String, at position: PlanPosition?, advice: String? = nil) {
        // More are kept than shown: they aren't found in the order of lines.
        guard errors.count < limit * 50 else {
            dropped += 1
            return
        }
        errors.append(PlanError(path: path, position: position, message: message, advice: advice))
    }

    /// What was found, or `nil` if all is well.
    var report: PlanErrors? {
        guard !errors.isEmpty else { return nil }
        let start = PlanPosition(line: 0, column: 0)
        let sorted = errors.enumerated().sorted {
            ($0.element.position ?? start, $0.offset) < ($1.element.position ?? start, $1.offset)
        }
        return PlanErrors(
            sorted.prefix(limit).map(\.element),
            omitted: dropped + max(0, sorted.count - limit)
        )
    }
}
