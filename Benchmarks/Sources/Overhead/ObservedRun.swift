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
        tracker = ProgressTracker(observers: [
            ConsoleProgressObserver(),
            LogProgressObserver(logger: FileLogHandler.logger(path: folder.appending(path: "log").path)),
            FileProgressObserver(path: folder.appending(path: ".progress.json").path),
        ])
        tracker.benchmarkStarted("work", phases: ["work"])
        phase = tracker.startPhase("work", total: total, unit: "items")
    }

    /// Ends the run and removes its files.
    func end() {
        phase.complete()
        tracker.benchmarkCompleted()
        try? FileManager.default.removeItem(at: folder)
    }
}
