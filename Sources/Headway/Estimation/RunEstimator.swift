#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// Estimates how much longer a run takes, from its state and the past runs of its benchmark.
///
/// ```swift
/// var estimator = RunEstimator(history: history)
/// if let estimate = estimator.estimate(tracker.state) { print(estimate.run.point) }
/// ```
public struct RunEstimator: Sendable {
    /// Below this fraction a phase's first progress says nothing where nothing else is known.
    private static let leastFraction = 0.01
    /// Nor does it before the phase has been running for so many seconds: many report a first step when they begin.
    private static let leastSeconds = 2.0
    /// An estimate beyond so many times what has passed and what was expected rests on nothing: work that has stopped.
    private static let farthest = 30.0

    private let history: PhaseHistory?
    private var benchmark = ""
    private var names: [String] = []
    private var guesses: [Double?] = []
    private var estimator = TimeEstimator()
    /// The phases that are expected to follow those that the state names, and how many of them it has counted.
    private var expected: [String] = []
    private var counted = 0
    /// The phases whose commands have reported phases and may report more.
    private var openCommands: [String] = []

    /// Makes an estimator.
    ///
    /// - Parameter history: The past runs.
    public init(history: PhaseHistory? = nil) {
        self.history = history
    }

    /// Estimates how much longer a run takes.
    ///
    /// - Parameters:
    ///   - state: The run.
    ///   - elapsed: How long it has been going on, in seconds; as long as the state says if `nil`.
    /// - Returns: The estimate; `nil` if the run doesn't go on, or nothing is known but the time that has passed.
    public mutating func estimate(_ state: RunState, atElapsed elapsed: Double? = nil) -> RunEstimate? {
        guard state.status == .running else { return nil }
        prepare(state)
        let now = max(elapsed ?? state.elapsedSeconds, state.elapsedSeconds)
        let further = max(state.totalPhases - state.phases.count, 0)
        let phases = state.phases.map { Self.now($0, at: now) } + expected.map { _ in .pending }
        let estimate = estimator.estimate(
            phases,
            furtherPhases: further - counted,
            elapsed: now,
            waitsForAll: Self.waitsForAll(state),
            ends: state.phases.map(Self.end)
        )
        guard let estimate, estimate.isGrounded, isKnown(state, at: now) else { return nil }
        if let history, !history.runs(of: benchmark).isEmpty { return estimate }
        let scale = state.phases.reduce(now) { $0 + ($1.expectedSeconds ?? 0) }
        return estimate.run.point <= Self.farthest * scale ? estimate : nil
    }

    /// Takes the past of the phases, once, and again when others have come.
    private mutating func prepare(_ state: RunState) {
        let isSame =
            benchmark == state.benchmark && names.count == state.phases.count
            && zip(names, state.phases).allSatisfy { $0 == $1.name }
            && zip(guesses, state.phases).allSatisfy { $0 == $1.expectedSeconds }
            && openCommands == Self.openCommands(state)
        guard !isSame else { return }
        benchmark = state.benchmark
        names = state.phases.map(\.name)
        guesses = state.phases.map(\.expectedSeconds)
        openCommands = Self.openCommands(state)
        expected = followers(of: names, atMost: state.totalPhases - names.count)
        counted = expected.count
        expected += reportedFollowers(of: names)
        var past =
            history?.past(benchmark: benchmark, phases: names + expected)
            ?? Array(repeating: PhasePast(), count: names.count)
        for (index, guess) in guesses.enumerated() { past[index].expectedSeconds = guess }
        estimator = TimeEstimator(past: past)
    }

    /// The phases that this run hasn't got to, where only their number was announced: by the newest run of those that have
    /// most phases of this one, and of those by one that got as far.
    private func followers(of names: [String], atMost limit: Int) -> [String] {
        guard limit > 0, let runs = history?.runs(of: benchmark) else { return [] }
        let here = Set(PhaseKey.keys(of: names))
        var best = (matches: -1, followers: [String]())
        for run in runs.reversed() {
            let keys = PhaseKey.keys(of: run.phases.map(\.name))
            let followers = zip(keys, run.phases).filter { $1.reportedBy == nil && !here.contains($0) }.prefix(limit)
            let matches = keys.count { here.contains($0) }
            if (matches, followers.count) > (best.matches, best.followers.count) {
                best = (matches, followers.map(\.0.name))
            }
        }
        return best.followers
    }

    /// The phases that the open commands reported the last time, as far as they haven't yet.
    private func reportedFollowers(of names: [String]) -> [String] {
        guard !openCommands.isEmpty, let runs = history?.runs(of: benchmark) else { return [] }
        let here = Set(PhaseKey.keys(of: names))
        return openCommands.flatMap { command -> [String] in
            guard let run = runs.last(where: { $0.phases.contains { $0.reportedBy == command } }) else { return [] }
            return zip(PhaseKey.keys(of: run.phases.map(\.name)), run.phases)
                .filter { $1.reportedBy == command && !here.contains($0) }.map(\.0.name)
        }
    }

    /// The phases whose commands have reported phases and may report more: one of those runs, or nothing runs and nothing
    /// has begun that comes after.
    private static func openCommands(_ state: RunState) -> [String] {
        guard state.hasReportedPhases else { return [] }
        let running = state.runningPhases.compactMap { state.phases[$0].reportedBy }
        guard state.runningPhases.isEmpty else { return Array(Set(running)).sorted() }
        let last = state.phases.last { phase in
            guard let command = phase.reportedBy else { return phase.startedAt != nil }
            return state.phases.first { $0.reportedBy == command }?.index == phase.index
        }
        return last?.reportedBy.map { [$0] } ?? []
    }

    /// Whether there is more to go by than a first report of next to nothing.
    private func isKnown(_ state: RunState, at elapsed: Double) -> Bool {
        state.completedPhases > 0 || history?.runs(of: state.benchmark).isEmpty == false
            || guesses.contains { $0 != nil }
            || state.runningPhases.contains { index in
                let phase = state.phases[index]
                return phase.fraction >= Self.leastFraction && elapsed - phase.startedElapsed >= Self.leastSeconds
            }
    }

    private static func now(_ phase: PhaseState, at elapsed: Double) -> PhaseNow {
        switch phase.status {
        case .pending: return .pending
        case .running:
            let seconds = max(elapsed - phase.startedElapsed, phase.durationSeconds ?? 0)
            let since = seconds - (phase.durationSeconds ?? 0)
            return .running(
                elapsed: seconds,
                fraction: phase.fraction,
                reports: phase.progressReports,
                integral: phase.progressIntegral + phase.fraction * since,
                isCounted: phase.total != nil && phase.completed != nil
            )
        case .completed:
            // What another run has done says nothing of this one's speed.
            guard let seconds = phase.durationSeconds, phase.keptFrom == nil else { return .over }
            return .completed(duration: seconds, logGamma: phase.logGamma)
        case .failed, .skipped, .timedOut, .cancelled, .abandoned: return .over
        }
    }

    /// When a phase that is over ended, in seconds since the run began; `nil` of one that never began.
    private static func end(_ phase: PhaseState) -> Double? {
        guard phase.status.isEnd, phase.startedAt != nil, let seconds = phase.durationSeconds else { return nil }
        return phase.startedElapsed + seconds
    }

    /// Whether what is to come waits for all that runs now: a phase beside the running ones has ended, and nothing has
    /// begun since.
    private static func waitsForAll(_ state: RunState) -> Bool {
        guard state.runningPhases.count > 1 else { return false }
        guard let last = state.runningPhases.compactMap({ state.phases[$0].startedAt }).max() else { return false }
        return state.phases.contains { phase in
            guard phase.status.isEnd, let start = phase.startedAt, let seconds = phase.durationSeconds else {
                return false
            }
            return start.addingTimeInterval(seconds) > last.addingTimeInterval(0.002)
        }
    }
}
