import Foundation
import Headway

/// The process that is killed: it reports from many threads until it dies.
struct KillWriter {
    private static let transitionThreads = 4
    private static let progressThreads = 2
    /// Each so many updates one is told to the driver, so that the pipe doesn't set their pace.
    private static let updatesPerRecord = 256

    let path: String
    let runID: String
    let seed: UInt64
    let isFlooding: Bool

    func run() -> Never {
        let observer = FileProgressObserver(path: path)
        do {
            try observer.prepare()
        } catch {
            FileHandle.standardError.write(Data("the writer can't write: \(error)\n".utf8))
            exit(3)
        }
        var configuration = ProgressTracker.Configuration()
        configuration.runID = runID
        let tracker = ProgressTracker(observers: [observer], configuration: configuration)
        tracker.benchmarkStarted("kills")
        KillRecord.send(.begun)
        for number in 0..<Self.transitionThreads {
            let random = SeededGenerator(seed: seed &+ UInt64(number) &* 7_919)
            Thread.detachNewThread { makeTransitions(tracker, "short \(number)", random) }
        }
        for number in 0..<Self.progressThreads {
            Thread.detachNewThread { makeProgress(tracker, "long \(number)") }
        }
        let control = open(path + ".control", O_CREAT | O_WRONLY | O_APPEND | O_TRUNC, 0o600)
        let line = [UInt8](repeating: UInt8(ascii: "x"), count: 300)
        while true {
            _ = write(control, line, line.count)
            KillRecord.send(.control)
            usleep(1_000)
        }
    }

    /// Short phases, one after the other.
    private func makeTransitions(_ tracker: ProgressTracker, _ name: String, _ start: SeededGenerator) {
        var random = start
        for number in 0... {
            let total = Int.random(in: 1...40, using: &random)
            let phase = tracker.startPhase("\(name), \(number)", total: total, unit: "\"units\"\n")
            let index = phase.index ?? 0
            KillRecord.send(.started, phase: index)
            for done in 0..<Int.random(in: 0...total, using: &random) {
                phase.update(completed: done)
                if done % 8 == 0 { phase.message = "at \(done) — ✓" }
            }
            let fails = Int.random(in: 0..<10, using: &random) == 0
            phase.complete(fails ? .failed : .completed, error: fails ? "as \"expected\"\u{2028}\u{1}" : nil)
            KillRecord.send(.completed, phase: index)
            if !isFlooding { usleep(UInt32.random(in: 0..<4_000, using: &random)) }
        }
    }

    /// One phase that counts as long as the process lives.
    private func makeProgress(_ tracker: ProgressTracker, _ name: String) {
        let phase = tracker.startPhase(name, unit: "updates")
        let index = phase.index ?? 0
        KillRecord.send(.started, phase: index)
        for done in 1... {
            phase.update(completed: done)
            if done % Self.updatesPerRecord == 0 { KillRecord.send(.updated, phase: index, value: done) }
        }
    }
}
