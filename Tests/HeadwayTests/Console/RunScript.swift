@testable import Headway

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// Tells a run event by event, for tests that want a state or its events.
struct RunScript {
    private(set) var state = RunState()
    private(set) var events: [ProgressEvent] = []
    var elapsed: Double = 0
    private let runID: String

    init(
        _ benchmark: String = "sorts",
        phases: [String],
        expected: [Double?]? = nil,
        total: Int? = nil,
        runID: String = "run"
    ) {
        self.runID = runID
        add(.benchmarkStarted) {
            $0.benchmarkName = benchmark
            $0.phases = phases
            $0.expectedSeconds = expected
            $0.totalPhases = total ?? phases.count
        }
    }

    mutating func add(_ type: ProgressEventType, _ fill: (inout EventContext) -> Void = { _ in }) {
        var context = EventContext()
        fill(&context)
        let event = ProgressEvent(
            type: type,
            timestamp: Date(timeIntervalSince1970: 1_767_225_600 + elapsed),
            context: context,
            sequence: events.count + 1,
            elapsed: .seconds(saturating: elapsed),
            runID: runID
        )
        events.append(event)
        state.apply(event)
    }

    mutating func start(_ index: Int, _ fill: (inout EventContext) -> Void = { _ in }) {
        let name = state.phases.indices.contains(index) ? state.phases[index].name : "phase \(index + 1)"
        add(.phaseStarted) {
            $0.phaseIndex = index
            $0.phaseName = name
            fill(&$0)
        }
    }

    mutating func progress(_ index: Int, _ percentage: Double?, _ fill: (inout EventContext) -> Void = { _ in }) {
        add(.phaseProgress) {
            $0.phaseIndex = index
            $0.percentage = percentage
            fill(&$0)
        }
    }

    mutating func end(
        _ index: Int,
        _ status: PhaseStatus = .completed,
        _ fill: (inout EventContext) -> Void = { _ in }
    ) {
        add(.phaseCompleted) {
            $0.phaseIndex = index
            $0.status = status
            $0.success = status == .completed
            fill(&$0)
        }
    }

    mutating func estimate(_ point: Double, _ p10: Double, _ p90: Double) {
        add(.estimateUpdated) {
            $0.remainingSeconds = TimeEstimate(point: point, p10: p10, p50: point, p90: p90)
        }
    }

    /// The moment that the script has come to, or some seconds later.
    func moment(later seconds: Double = 0) -> DisplayMoment {
        DisplayMoment(
            elapsedSeconds: elapsed + seconds,
            date: Date(timeIntervalSince1970: 1_767_225_600 + elapsed + seconds)
        )
    }
}
