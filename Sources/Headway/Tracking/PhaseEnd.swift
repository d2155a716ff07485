/// How a phase ended, with all that is to be remembered of it.
package struct PhaseEnd: Sendable {
    /// The status.
    package var status: PhaseStatus
    /// What went wrong.
    package var error: String?
    /// The last lines that its command printed.
    package var output: [String]?
    /// The path of all that it printed.
    package var log: String?

    /// How long each repetition took, in seconds.
    package var repetitionSeconds: [Double]?

    package init(
        status: PhaseStatus,
        error: String? = nil,
        output: [String]? = nil,
        log: String? = nil,
        repetitionSeconds: [Double]? = nil
    ) {
        self.status = status
        self.error = error
        self.output = output
        self.log = log
        self.repetitionSeconds = repetitionSeconds
    }
}
