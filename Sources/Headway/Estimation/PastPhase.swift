/// A phase that succeeded in a past run.
public struct PastPhase: Sendable, Hashable, Codable {
    /// Its name.
    public var name: String
    /// How long it took, in seconds.
    public var durationSeconds: Double
    /// When it began, in seconds since the run began; `nil` if that isn't known.
    public var startSeconds: Double?
    /// The logarithm of the exponent of its progress curve, as ``ProgressCurve`` computes it; `nil` if it didn't report.
    public var logGamma: Double?
    /// For how long it was quiet at most, in seconds; `nil` if that isn't known.
    public var longestQuietSeconds: Double?
    /// The name of the phase whose command reported it; `nil` of a phase of the run's own.
    public var reportedBy: String?

    /// Makes a past phase.
    ///
    /// - Parameters:
    ///   - name: Its name.
    ///   - durationSeconds: How long it took, in seconds.
    ///   - startSeconds: When it began, in seconds since the run began.
    ///   - logGamma: The logarithm of the exponent of its progress curve.
    ///   - longestQuietSeconds: For how long it was quiet at most, in seconds.
    ///   - reportedBy: The name of the phase whose command reported it.
    public init(
        name: String,
        durationSeconds: Double,
        startSeconds: Double? = nil,
        logGamma: Double? = nil,
        longestQuietSeconds: Double? = nil,
        reportedBy: String? = nil
    ) {
        self.name = name
        self.durationSeconds = durationSeconds
        self.startSeconds = startSeconds
        self.logGamma = logGamma
        self.longestQuietSeconds = longestQuietSeconds
        self.reportedBy = reportedBy
    }

    enum CodingKeys: String, CodingKey {
        case name
        case durationSeconds = "duration_seconds"
        case startSeconds = "start_seconds"
        case logGamma = "log_gamma"
        case longestQuietSeconds = "longest_quiet_seconds"
        case reportedBy = "reported_by"
    }

    /// When it ran, in seconds since the run began.
    var span: ClosedRange<Double>? {
        guard let start = startSeconds, start.isFinite, durationSeconds >= 0, durationSeconds.isFinite else {
            return nil
        }
        return start...(start + durationSeconds)
    }
}
