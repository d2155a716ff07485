import Foundation
import Headway

/// What an event costs doesn't depend on how many there were before.
enum LinearCheck {
    /// How much more an event of a long run may cost than one of a short run.
    private static let largestRatio = 2.0

    /// Microseconds of processor time for an event.
    private struct Cost {
        /// To fold it and to write it to the journal, by the thread that tells it.
        var caller: Double
        /// To write the snapshot that it makes due, by the thread of the files.
        var snapshot: Double
    }

    static func run() throws -> String {
        var report: [String] = []
        for (name, makeEvent) in [("progress", progress), ("transitions", transition)] {
            _ = try cost(1_000, makeEvent)
            let short = try (0..<5).map { _ in try cost(1_000, makeEvent) }
            let long = try cost(100_000, makeEvent)
            for (part, key) in [("journal", \Cost.caller), ("snapshot", \Cost.snapshot)] {
                let before = short.map { $0[keyPath: key] }.sorted()[2]
                let after = long[keyPath: key]
                let ratio = after / before
                let figures = String(format: "%.1f µs and %.1f µs, ratio %.2f", before, after, ratio)
                report.append("\(name), \(part) \(figures)")
                guard ratio <= largestRatio else { throw CheckFailure(report.joined(separator: "; ")) }
            }
        }
        return "an event of 1,000 and of 100,000: " + report.joined(separator: "; ")
    }

    private static func cost(_ count: Int, _ makeEvent: (Int) -> ProgressEvent) throws -> Cost {
        let folder = FileManager.default.temporaryDirectory.appending(path: "headway-linear-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let path = folder.appending(path: ".progress.json").path
        // Time stands still but for the second that passes with each event, so that each of them is due to be written; and
        // what is due is written before the next, so that no event is spared its snapshot on a busy machine.
        let time = LockstepClock()
        let observer = FileProgressObserver(path: path, clock: time)
        try observer.prepare()

        var caller = 0.0
        observer.onProgress(event(.benchmarkStarted, 1) { $0.benchmarkName = "linear" })
        observer.onProgress(event(.phaseStarted, 2) { ($0.phaseName, $0.phaseIndex, $0.total) = ("first", 0, count) })
        let (allBefore, threadBefore) = (seconds(CLOCK_PROCESS_CPUTIME_ID), seconds(CLOCK_THREAD_CPUTIME_ID))
        for number in 0..<count {
            let event = makeEvent(number)
            let start = seconds(CLOCK_THREAD_CPUTIME_ID)
            observer.onProgress(event)
            caller += seconds(CLOCK_THREAD_CPUTIME_ID) - start
            time.advance(by: .seconds(1))
        }
        let thread = seconds(CLOCK_THREAD_CPUTIME_ID) - threadBefore
        let snapshot = seconds(CLOCK_PROCESS_CPUTIME_ID) - allBefore - thread
        observer.onProgress(event(.benchmarkCompleted, count + 3) { $0.status = .completed })

        let state = try RunReader(path: path).state()
        guard state.sequence == count + 3, state.status == .completed else {
            throw CheckFailure("the files end with event \(state.sequence), not \(count + 3)")
        }
        return Cost(caller: caller * 1e6 / Double(count), snapshot: snapshot * 1e6 / Double(count))
    }

    /// What a clock says.
    private static func seconds(_ clock: clockid_t) -> Double {
        var time = timespec()
        clock_gettime(clock, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
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
