import Foundation
import Headway

/// What it costs to load the history of a benchmark from the folders of 1,000 runs, beside only reading their snapshots.
enum HistoryCost {
    private static let runs = 1_000
    private static let phases = 9
    private static let limit = 100.0

    static func text() throws -> String {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("headway-history-\(UUID())")
        defer { try? FileManager.default.removeItem(at: folder) }
        let reading = try make(folder, isMine: { _ in true })
        let own = time { PhaseHistory(benchmark: "mine", runsIn: folder.path).runs(of: "mine").count }
        try FileManager.default.removeItem(at: folder)
        // The worst there is: the newest twenty have to be looked for among all.
        _ = try make(folder, isMine: { $0 < PhaseHistory.runLimit })
        let mixed = time { PhaseHistory(benchmark: "mine", runsIn: folder.path).runs(of: "mine").count }
        return String(
            format:
                "Loading the history of %d phases from %d run folders takes %.1f ms, or %.1f ms if only the oldest %d are of "
                + "that benchmark:\nratios %.1f and %.1f to reading the bytes of the %d snapshots, %.1f ms; limit %.0f ms: %@.",
            phases,
            runs,
            own,
            mixed,
            PhaseHistory.runLimit,
            own / reading,
            mixed / reading,
            runs,
            reading,
            limit,
            max(own, mixed) < limit ? "kept" : "BROKEN"
        )
    }

    /// The least time of several in milliseconds, as others use the machine too.
    private static func time(_ load: () -> Int) -> Double {
        let clock = ContinuousClock()
        return (0..<7).map { _ in
            clock.measure { precondition(load() == PhaseHistory.runLimit) } / .milliseconds(1)
        }.min() ?? .nan
    }

    /// Makes the folders from the files of one real run.
    ///
    /// - Parameters:
    ///   - folder: Where.
    ///   - isMine: Whether the run of a number, the oldest first, is of the benchmark that is asked for.
    /// - Returns: How long it takes to read all of the snapshots' bytes, in milliseconds.
    private static func make(_ folder: URL, isMine: (Int) -> Bool) throws -> Double {
        let files = FileManager.default
        let first = folder.appendingPathComponent("first")
        try files.createDirectory(at: first, withIntermediateDirectories: true)
        let path = first.appendingPathComponent(".progress.json").path
        let tracker = ProgressTracker(observers: [FileProgressObserver(path: path)])
        tracker.benchmarkStarted("mine", phases: (0..<phases).map { "phase \($0)" })
        for phase in 0..<phases {
            tracker.phaseStarted("phase \(phase)")
            tracker.phaseProgress(50)
            tracker.phaseCompleted("phase \(phase)")
        }
        tracker.benchmarkCompleted()
        let id = tracker.state.runID
        let snapshot = try String(contentsOfFile: path, encoding: .utf8)
        let journalPath = first.appendingPathComponent(".progress.events.jsonl").path
        let journal = try String(contentsOfFile: journalPath, encoding: .utf8)
        try files.removeItem(at: first)

        var paths: [String] = []
        for number in 0..<runs {
            let name = String(format: "20260101T%09dZ-000000", number)
            let run = folder.appendingPathComponent(name)
            try files.createDirectory(at: run.appendingPathComponent("output"), withIntermediateDirectories: true)
            func mine(_ text: String) -> String {
                let text = text.replacingOccurrences(of: id, with: name)
                return isMine(number) ? text : text.replacingOccurrences(of: "\"mine\"", with: "\"other\"")
            }
            paths.append(run.appendingPathComponent(".progress.json").path)
            try mine(snapshot).write(toFile: paths[number], atomically: false, encoding: .utf8)
            let journalPath = run.appendingPathComponent(".progress.events.jsonl").path
            try mine(journal).write(toFile: journalPath, atomically: false, encoding: .utf8)
        }
        let clock = ContinuousClock()
        let times = (0..<7).map { _ in
            clock.measure { for path in paths { precondition(files.contents(atPath: path) != nil) } } / .milliseconds(1)
        }
        return times.min() ?? .nan
    }
}
