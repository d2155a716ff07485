/// A phase that an earlier run has completed, so that this one need not.
public struct KeptPhase: Sendable, Hashable {
    /// The id of the run that ran it.
    public var runID: String
    /// How long it took then.
    public var seconds: Double
    /// How long each of its repetitions took then, in seconds.
    public var repetitionSeconds: [Double]?
}
