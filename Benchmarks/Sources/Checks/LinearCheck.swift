import Foundation
import Headway
import HeadwayTesting

/// What an event costs doesn't depend on how many there were before.
enum LinearCheck {
    /// How much more an event of a long run may cost than one of a short run.
    private static let largestRatio = 2.0

    static func run() throws -> String {
        var report: [String] = []
        for (name, makeEvent) in [("progress", progress), ("transitions", transition)] {
            _ = try microseconds(1_000, makeEvent)
            let short = try (0..<5).map { _ in try microseconds(1_000, makeEvent) }.sorted()[2]
            let long = try microseconds(100_000, makeEvent)
            let ratio = long / short
            report.append(String(format: "%@ %.1f µs and %.1f µs, ratio %.2f", name, short, long, ratio))
            guard ratio <= largestRatio else { throw CheckFailure(report.joined(separator: "; ")) }
        }
        return "an event of 1,000 and of 100,000: " + report.joined(separator: "; ")
    }

    /// Processor time for each event: folded, written to the journal, and its share of the snapshots.
    private static func microseconds(_ count: Int, _ makeEvent: (Int) -> ProgressEvent) throws -> Double {
        let folder = FileManager.default.temporaryDirectory.appending(path: "headway-linear-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let path = folder.appending(path: ".progress.json").path
        // Time stands still but for the second that passes with each event, so that each of them is due to be written.
        let time = ManualClock()
        let observer = FileProgressObserver(path: path, clock: time)
        try observer.prepare()

        let start = clock()
        observer.onProgress(event(.benchmarkStarted, 1) { $0.benchmarkName = "linear" })
        observer.onProgress(event(.phaseStarted, 2) { ($0.phaseName, $0.phaseIndex, $0.total) = ("first", 0, count) })
        for number in 0..<count {
            time.advance(by: .seconds(1))
            observer.onProgress(makeEvent(number))
        }
        observer.onProgress(event(.benchmarkCompleted, count + 3) { $0.status = .completed })
        let used = Double(clock() - start) / Double(CLOCKS_PER_SEC)

        let state = try RunReader(path: path).state()
        guard state.sequence == count + 3, state.status == .completed else {
            throw CheckFailure("the files end with event \(state.sequence), not \(count + 3)")
        }
        return used * 1e6 / Double(count)
    }

    /// One long phase that counts.
    private static func progress(_ number: Int) -> ProgressEvent {
        event(.phaseProgress, number + 3) {
            ($0.phaseName, $0.phaseIndex) = ("first", 0)
            ($0.percentage, $0.completed) = (Double(number) / 1_000, number)
        }
    }

    /// The same few phases begin and end again and again, so that the state stays as large as it is.
    private static func transition(_ number: Int) -> ProgressEvent {
        event(number.isMultiple(of: 2) ? .phaseStarted : .phaseCompleted, number + 3) {
            ($0.phaseName, $0.phaseIndex) = ("other", 1 + number / 2 % 8)
            if !number.isMultiple(of: 2) { ($0.status, $0.success, $0.durationSeconds) = (.completed, true, 1) }
        }
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
            runID: "linear"
        )
    }
}
