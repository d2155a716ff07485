import Foundation
import Headway

/// A run with everything on: console, log and files.
struct ObservedRun {
    let tracker: ProgressTracker
    let phase: Phase
    private let folder: URL

    init(total: Int) throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "headway-overhead-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        tracker = ProgressTracker(observers: Self.observers(in: folder))
        tracker.benchmarkStarted("work", phases: ["work"])
        phase = tracker.startPhase("work", total: total, unit: "items")
    }

    /// One of each kind.
    static func observers(in folder: URL) -> [any ProgressObserver] {
        [
            ConsoleProgressObserver(),
            LogProgressObserver(logger: FileLogHandler.logger(path: folder.appending(path: "log").path)),
            FileProgressObserver(path: folder.appending(path: ".progress.json").path),
        ]
    }

    /// Ends the run and removes its files.
    func end() {
        phase.complete()
        tracker.benchmarkCompleted()
        try? FileManager.default.removeItem(at: folder)
    }
}
