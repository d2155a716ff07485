/// A call that made no sense.
///
/// The tracker clamps or ignores it, counts it, and says so once in its log.
public enum Misuse: String, Sendable, Hashable, CaseIterable {
    /// `benchmarkStarted` was called twice.
    case startedTwice = "the benchmark was started again; a tracker is for one run, the second start is ignored"
    /// A phase or a completion was reported while no run was going on.
    case notRunning = "a call outside of benchmarkStarted … benchmarkCompleted is ignored"
    /// A phase by that name isn't running, or there is no current phase.
    case unknownPhase = "progress or completion of a phase that isn't running is ignored"
    /// A phase was completed twice.
    case completedTwice = "a phase was completed twice; the second completion is ignored"
    /// A phase was completed with a status that isn't an end.
    case notAnEnd = "a completion with the status pending or running is ignored"
    /// More phases began than were announced.
    case tooManyPhases = "more phases were started than announced; they are added to the total"
    /// There are more phases than anybody could look at.
    case phaseLimit = "more than a million phases; further ones are ignored"
    /// A command reports more phases of its own than anybody could look at.
    case reportedPhaseLimit = "a command reports more than 1,000 phases of its own; further ones are ignored"
    /// A percentage or a fraction was not a number.
    case notANumber = "progress that is not a number is ignored"
    /// A percentage or a fraction was outside of its range.
    case outOfRange = "progress outside of 0…100 % is clamped"
    /// A count was negative.
    case negative = "a negative count is ignored"
    /// An expected duration was no positive number of seconds.
    case badExpectation = "an expected duration that is not a positive number of seconds is ignored"
    /// A name or a message was too long.
    case tooLong = "a name or a message of more than 4,096 bytes is cut"
}
