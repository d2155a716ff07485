import Foundation
import Headway

/// The events of one long phase.
enum Events {
    static let start = event(.benchmarkStarted, 1) {
        $0.benchmarkName = "storage"
        $0.writer = RunWriter(host: "elsewhere", pid: 1)
    }

    static let phaseStart = event(.phaseStarted, 2) {
        ($0.phaseName, $0.phaseIndex, $0.total) = ("compress", 0, 1_000_000)
    }

    static func progress(_ number: Int) -> ProgressEvent {
        event(.phaseProgress, number + 3) {
            ($0.phaseName, $0.phaseIndex, $0.unit) = ("compress", 0, "files")
            ($0.percentage, $0.completed, $0.total) = (Double(number) / 10_000, number, 1_000_000)
            $0.message = "corpus/file-\(number).txt"
        }
    }

    /// The end of a run with so many progress events.
    static func end(_ count: Int) -> ProgressEvent {
        event(.benchmarkCompleted, count + 3) { $0.status = .completed }
    }

    private static func event(
        _ type: ProgressEventType,
        _ sequence: Int,
        _ fill: (inout EventContext) -> Void
    ) -> ProgressEvent {
        var context = EventContext()
        fill(&context)
        return ProgressEvent(
            type: type,
            timestamp: Date(timeIntervalSince1970: 1_767_225_600 + Double(sequence)),
            context: context,
            sequence: sequence,
            elapsed: .seconds(sequence),
            runID: "20261122T075012345Z-3f9a1c"
        )
    }
}
