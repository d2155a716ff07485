/// A phase that has begun and not ended.
///
/// A class, so that a look at thousands of them ten times a second copies none.
final class RunningPhase {
    let name: String
    let meter: PhaseMeter
    let startedAt: Duration
    /// What the last event about it said.
    var reported: PhaseMeter.Reading
    /// How far it has been seen to be, 0…100; and what of that an event has told.
    var percentage: Double = 0
    var toldPercentage: Double = 0
    /// How often its command had been heard of at the last look.
    var activity = 0
    var stalls: StallDetector

    init(
        name: String,
        meter: PhaseMeter,
        startedAt: Duration,
        reported: PhaseMeter.Reading,
        stalls: StallDetector
    ) {
        self.name = name
        self.meter = meter
        self.startedAt = startedAt
        self.reported = reported
        self.stalls = stalls
    }
}
