/// A phase that has begun and not ended.
struct RunningPhase {
    let name: String
    let meter: PhaseMeter
    let startedAt: Duration
    /// What the last event about it said.
    var reported: PhaseMeter.Reading
    var percentage: Double = 0
}
