#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// Turns the calls of a benchmark into the events of its run: numbered, timed, and clamped to what makes sense.
///
/// A value without a clock or a thread; ``TrackerCore`` guards it with a lock and delivers what it puts in the outbox.
struct RunLedger {
    /// When a call was made.
    struct Moment {
        var date: Date
        var uptime: Duration
    }

    enum Stage {
        case idle
        case running(since: Duration)
        case ended
    }

    static let phaseLimit = 1_000_000
    /// More names than this don't fit into one line of a journal, in bytes.
    private static let namesLimit = 8 << 20
    /// No phase takes longer, in seconds.
    static let longestExpectation = 1e9

    /// The events that nobody has taken yet.
    private(set) var outbox: [ProgressEvent] = []
    /// How often each kind of senseless call was made.
    private(set) var misuses: [Misuse: Int] = [:]
    /// The kinds that the log hasn't heard of.
    private(set) var unreportedMisuses: [Misuse] = []

    var stage = Stage.idle
    var runID: String
    private var benchmark = ""
    private var sequence = 0
    /// When the last event happened: threads come to the lock in another order than they looked at the clock.
    private var lastMoment: Moment?
    var phaseCount = 0
    var totalPhases = 0
    /// Whether the run's start said how many phases there will be.
    var hasAnnounced = false
    var completedPhases = 0
    /// What the announced phases are expected to take, in seconds.
    var expectations: [Double?] = []
    /// For how long phases are usually quiet at most, in seconds.
    private var usualQuietSeconds: [PhaseKey: Double] = [:]
    /// How many phases of each name have begun, of the names of which that is known.
    private var begun: [String: Int] = [:]
    /// The announced phases that haven't begun.
    var announced = AnnouncedPhases()
    var running: [Int: RunningPhase] = [:]
    /// The indices of the running phases in the order in which they began.
    ///
    /// Some that have ended may still be among them.
    var order: [Int] = []
    /// Where the next sampling begins, so that a slow observer hears of all phases in turn.
    var rotation = 0

    init(runID: String) {
        self.runID = runID
    }

    /// Whether a run is going on.
    var isRunning: Bool { if case .running = stage { true } else { false } }

    /// Whether a run is going on and some phase in it, so that there is something to sample.
    var hasRunningPhases: Bool { isRunning && !running.isEmpty }

    /// How long the run has been going on, in seconds.
    func elapsed(at moment: Moment) -> Double? {
        guard case .running(let start) = stage else { return nil }
        return seconds(from: start, to: moment)
    }

    mutating func takeOutbox() -> [ProgressEvent] {
        defer { outbox.removeAll(keepingCapacity: outbox.count < 1_024) }
        return outbox
    }

    mutating func takeUnreportedMisuses() -> [Misuse] {
        defer { unreportedMisuses = [] }
        return unreportedMisuses
    }

    mutating func note(_ misuse: Misuse) {
        misuses[misuse, default: 0] += 1
        if misuses[misuse] == 1 { unreportedMisuses.append(misuse) }
    }

    /// For how long the phase of that name that begins now is usually quiet at most, in seconds, if that is known.
    mutating func takeUsualQuietSeconds(of name: String) -> Double? {
        guard let occurrence = begun[name] else { return nil }
        begun[name] = occurrence + 1
        return usualQuietSeconds[PhaseKey(name: name, occurrence: occurrence)]
    }

    // MARK: The run

    mutating func start(
        _ name: String,
        totalPhases: Int?,
        phases: [String],
        expectedSeconds: [Double?],
        usualQuietSeconds: [PhaseKey: Double] = [:],
        writer: RunWriter?,
        at moment: Moment
    ) {
        guard case .idle = stage else { return note(.startedTwice) }
        stage = .running(since: moment.uptime)
        if runID.isEmpty { runID = RunID.make(date: moment.date) }
        benchmark = cut(name)
        let names = announceable(phases)
        if (totalPhases ?? 0) < 0 { note(.negative) }
        phaseCount = names.count
        self.totalPhases = min(max(totalPhases ?? 0, names.count), Self.phaseLimit)
        hasAnnounced = self.totalPhases > 0
        announced = AnnouncedPhases(names)

        var context = EventContext()
        context.benchmarkName = benchmark
        context.totalPhases = self.totalPhases
        context.phases = names
        context.writer = writer
        expectations = expectedSeconds.prefix(names.count).map { sane($0) }
        if expectations.contains(where: { $0 != nil }) { context.expectedSeconds = expectations }
        self.usualQuietSeconds = usualQuietSeconds
        for key in usualQuietSeconds.keys { begun[key.name] = 0 }
        emit(.benchmarkStarted, "\(benchmark) started", context, at: moment)
    }

    /// The names that fit into one line; phases beyond them are only counted.
    private mutating func announceable(_ phases: [String]) -> [String] {
        var bytes = 0
        return phases.prefix(Self.phaseLimit).map { cut($0) }.prefix { name in
            bytes += name.utf8.count + 3
            return bytes <= Self.namesLimit
        }
    }

    private mutating func sane(_ expectation: Double?) -> Double? {
        guard let expectation else { return nil }
        guard expectation > 0, expectation <= Self.longestExpectation else {
            note(.badExpectation)
            return nil
        }
        return expectation
    }

    mutating func complete(_ status: PhaseStatus, error: String?, exitCode: Int? = nil, at moment: Moment) {
        guard case .running(let start) = stage else { return note(.notRunning) }
        for index in order where running[index] != nil { finish(index, PhaseEnd(status: .abandoned), at: moment) }
        var context = EventContext()
        context.benchmarkName = benchmark
        context.status = status
        context.success = status.countsAsDone
        context.durationSeconds = seconds(from: start, to: moment)
        context.completedPhases = completedPhases
        context.totalPhases = totalPhases
        context.error = error.map { cut($0) }
        context.exitCode = exitCode
        emit(.benchmarkCompleted, "\(benchmark) \(status.words)", context, at: moment)
        stage = .ended
    }

    // MARK: Phases

    /// The running phase of that name which began first.
    func runningPhase(named name: String) -> Int? {
        var short = name
        Self.cut(&short)
        return order.first { running[$0]?.name == short }
    }

    /// The running phase which began last.
    var currentPhase: Int? { order.last { running[$0] != nil } }

    func meter(of index: Int) -> PhaseMeter? { running[index]?.meter }

    // MARK: Estimates

    mutating func estimate(_ news: EstimatePacer.News, at moment: Moment) {
        guard isRunning else { return }
        var context = EventContext()
        if case .estimate(let estimate) = news {
            context.remainingSeconds = estimate.run.rounded
            let phases = estimate.phases.filter { running[$0.key] != nil }
            if !phases.isEmpty { context.phaseRemainingSeconds = phases.mapValues(\.rounded) }
        }
        emit(.estimateUpdated, "", context, at: moment)
    }

    // MARK: Words

    func context(of phase: RunningPhase, _ index: Int) -> EventContext {
        var context = EventContext()
        context.phaseName = label(phase.name, index)
        context.phaseIndex = index
        return context
    }

    func label(_ name: String, _ index: Int) -> String {
        name.isEmpty ? "phase \(index + 1)" : name
    }

    mutating func emit(
        _ type: ProgressEventType,
        _ message: String,
        _ context: consuming EventContext,
        at moment: Moment
    ) {
        guard case .running(let start) = stage else { return }
        let moment = lastMoment.map { $0.uptime > moment.uptime ? $0 : moment } ?? moment
        lastMoment = moment
        sequence += 1
        outbox.append(
            ProgressEvent(
                type: type,
                timestamp: moment.date,
                message: message,
                context: context,
                sequence: sequence,
                elapsed: max(moment.uptime - start, .zero),
                runID: runID
            )
        )
    }

    func seconds(from start: Duration, to moment: Moment) -> Double {
        Double(max(moment.uptime - start, .zero).inMicroseconds) / 1e6
    }

    /// The text, cut if it is longer than any label.
    mutating func cut(_ text: String) -> String {
        var text = text
        if Self.cut(&text) { note(.tooLong) }
        return text
    }

    /// Cuts a text that is longer than any label, at a character.
    ///
    /// - Returns: Whether it was too long.
    @discardableResult
    private static func cut(_ text: inout String) -> Bool {
        let limit = 4_096
        guard text.utf8.count > limit else { return false }
        var end = text.utf8.index(text.startIndex, offsetBy: limit - 3)
        while end.samePosition(in: text) == nil { end = text.utf8.index(before: end) }
        text = text[..<end] + "…"
        return true
    }
}

extension PhaseStatus {
    /// The status as the end of a sentence.
    package var words: String {
        switch self {
        case .timedOut: "timed out"
        default: rawValue
        }
    }
}
