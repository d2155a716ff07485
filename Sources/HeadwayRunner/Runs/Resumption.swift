package import Headway

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// What a run keeps of an earlier one that it goes on with: the phases up to the first that has not succeeded.
///
/// Where phases say what they need, that is all that have succeeded and need nothing that is repeated.
package struct Resumption: Sendable {
    /// Why a run can't go on with an earlier one.
    package struct Refusal: Error, Sendable, Hashable, CustomStringConvertible {
        package let description: String
    }

    /// What is kept, by the phase's name.
    package let kept: [String: KeptPhase]

    /// Compares the plan of an earlier run with the one that goes on.
    ///
    /// - Parameters:
    ///   - plan: The plan as it is now.
    ///   - old: The plan as it was then.
    ///   - state: What came of it.
    ///   - isThere: Whether what a phase made is still there; if not it isn't done any more.
    /// - Throws: A ``Refusal`` if the plan has changed in what the earlier run has done.
    package init(
        _ plan: Plan,
        after old: Plan,
        _ state: RunState,
        isThere: (PlanPhase) -> Bool = { _ in true }
    ) throws(Refusal) {
        guard plan.name == old.name else {
            throw Refusal(
                description: "the benchmark is called \(ConsoleText.visible(plan.name)) now, and was called "
                    + ConsoleText.visible(old.name)
            )
        }
        let now = Dictionary(plan.phases.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
        let done = Self.done(old, state).filter { name, _ in now[name].map(isThere) ?? true }
        for phase in old.phases where done[phase.name] != nil && now[phase.name] == nil {
            throw Refusal(
                description: "the phase \(ConsoleText.visible(phase.name)), which is done, is not in the plan any more"
            )
        }
        let before = Dictionary(old.phases.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
        let isOrdered = !plan.phases.contains { $0.needs != nil }
        var kept: [String: KeptPhase] = [:]
        for phase in plan.phases {
            guard let past = done[phase.name], let then = before[phase.name] else {
                if isOrdered { break }
                continue
            }
            guard (phase.needs ?? []).allSatisfy({ kept[$0] != nil }) else { continue }
            let changes = Self.changes(of: phase, from: then)
            guard changes.isEmpty else {
                throw Refusal(
                    description: "the phase \(ConsoleText.visible(phase.name)) is done, but has changed since: "
                        + changes.joined(separator: ", ")
                )
            }
            kept[phase.name] = past
        }
        self.kept = kept
    }

    /// Whether the artifacts that a plan's phase is expected to make are there.
    ///
    /// - Parameters:
    ///   - phase: The phase.
    ///   - plan: Its plan.
    ///   - files: Where phases leave files of their own.
    package static func artifactsAreThere(of phase: PlanPhase, in plan: Plan, files: String) -> Bool {
        let environment = phase.env.map { ($0.name, $0.value) } + [("HEADWAY_RUN_DIR", files)]
        let check = ArtifactCheck(
            folder: plan.workingDirectory(of: phase),
            environment: environment,
            files: PlatformFile()
        )
        return check.missing(phase.expectedArtifacts).isEmpty
    }

    /// The keys of a phase that make another thing of it, as far as they differ.
    private static func changes(of phase: PlanPhase, from old: PlanPhase) -> [String] {
        var changes: [String] = []
        if phase.command != old.command { changes.append("command") }
        if phase.env != old.env { changes.append("env") }
        if phase.workingDirectory != old.workingDirectory { changes.append("working_directory") }
        if phase.expectedArtifacts != old.expectedArtifacts { changes.append("expected_artifacts") }
        if phase.repetitions != old.repetitions { changes.append("repeat") }
        if phase.warmups != old.warmups { changes.append("warmup") }
        if phase.tty != old.tty { changes.append("tty") }
        if phase.input != old.input { changes.append("stdin") }
        // A driver that runs several phases acts upon these.
        let keys = Set(phase.descriptive.keys).union(old.descriptive.keys)
        return changes + keys.filter { phase.descriptive[$0] != old.descriptive[$0] }.sorted()
    }

    /// The phases of a plan that a run has completed, by name.
    private static func done(_ plan: Plan, _ state: RunState) -> [String: KeptPhase] {
        var done: [String: KeptPhase] = [:]
        let reported = Dictionary(grouping: state.phases.filter { $0.reportedBy != nil }) { $0.reportedBy ?? "" }
        for (phase, own) in zip(plan.phases, state.phases) {
            let parts = own.reportedBy == phase.name ? reported[phase.name] ?? [own] : [own]
            guard own.reportedBy != nil || own.name == phase.name, parts.allSatisfy({ $0.status == .completed }) else {
                continue
            }
            done[phase.name] = KeptPhase(
                runID: own.keptFrom ?? state.runID,
                seconds: span(parts),
                repetitionSeconds: own.repetitionSeconds
            )
        }
        return done
    }

    /// From the beginning of the first to the end of the last, in seconds.
    private static func span(_ phases: [PhaseState]) -> Double {
        guard phases.count > 1, let first = phases.compactMap(\.startedAt).min() else {
            return phases.first?.durationSeconds ?? 0
        }
        return phases.compactMap { phase in
            phase.startedAt.map { $0.timeIntervalSince(first) + (phase.durationSeconds ?? 0) }
        }.max() ?? 0
    }
}
