import Foundation
import Headway

/// Ten watchers don't slow a writer down, and all that they read is whole.
///
/// It takes more than a minute; `HEADWAY_WATCH_SECONDS` says for how long the run is watched.
enum WatchersCheck {
    private static let watchers = 10
    private static let interval = Duration.milliseconds(100)
    /// How much more processor time the writer may take beside the watchers: they share two processors with it.
    private static let largestRatio = 2.0

    /// For how long the run goes on without watchers, in seconds.
    private static let secondsAlone = 15.0

    private static var seconds: Double {
        ProcessInfo.processInfo.environment["HEADWAY_WATCH_SECONDS"].flatMap(Double.init) ?? 60
    }

    static func run() async throws -> String {
        let alone = try await write(watchers: 0, seconds: secondsAlone)
        let watched = try await write(watchers: watchers, seconds: seconds)
        let costs = [alone, watched].map { $0.cost / Double($0.events) }
        let ratio = costs[1] / costs[0]
        let text = String(
            format:
                "%d watchers read %d states of %d events; the writer took %.0f µs an event alone, %.0f µs watched, ratio %.2f",
            watchers,
            watched.reads,
            watched.events,
            costs[0] * 1e6,
            costs[1] * 1e6,
            ratio
        )
        guard ratio <= largestRatio else { throw CheckFailure(text) }
        return text
    }

    /// Reports ten times a second.
    ///
    /// - Returns: The writer's processor time in seconds, how many events it made, and how many states were read.
    private static func write(watchers: Int, seconds: Double) async throws -> (cost: Double, events: Int, reads: Int) {
        try await withTemporaryFolder { folder in
            let path = folder.appending(path: ".progress.json").path
            let tracker = ProgressTracker(observers: [FileProgressObserver(path: path)])
            tracker.benchmarkStarted("watchers")
            var processes: [(process: Process, output: Pipe)] = []
            for _ in 0..<watchers {
                let (process, output) = (Process(), Pipe())
                process.executableURL = Bundle.main.executableURL
                process.arguments = ["watch", path]
                process.standardOutput = output
                try process.run()
                processes.append((process, output))
            }
            let started = clock()
            let time = ContinuousClock()
            let end = time.now + .seconds(seconds)
            var number = 0
            while time.now < end {
                let phase = tracker.startPhase("phase \(number)", total: 4)
                for done in 1...4 {
                    phase.update(completed: done)
                    try await Task.sleep(for: interval)
                }
                phase.complete()
                number += 1
            }
            tracker.benchmarkCompleted()
            let ended = clock()
            var reads = 0
            for (process, output) in processes {
                let text = String(decoding: try output.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
                process.waitUntilExit()
                guard process.terminationStatus == 0 else { throw CheckFailure("a watcher failed: \(text)") }
                reads += Int(text.trimmingCharacters(in: .whitespacesAndNewlines)) ?? 0
            }
            return (Double(ended - started) / Double(CLOCKS_PER_SEC), tracker.state.sequence, reads)
        }
    }

    /// Watches a run to its end, as `headway watch` does.
    ///
    /// - Returns: How many states it saw; `nil` if one went back, or the run's end wasn't among them.
    static func watch(_ path: String) async -> Int? {
        var count = 0
        var last: RunState?
        do {
            for try await state in RunReader(path: path).states() {
                count += 1
                if let last, state.sequence < last.sequence || state.heartbeat < last.heartbeat { return nil }
                last = state
            }
        } catch {
            FileHandle.standardError.write(Data("\(error)\n".utf8))
            return nil
        }
        return last?.status == .completed ? count : nil
    }
}
