import Foundation
import Headway

/// Whoever reads the snapshot of a running benchmark, whenever, finds a whole one.
enum ReadersCheck {
    private static let reads = 1_000

    static func run() async throws -> String {
        try await withTemporaryFolder { folder in
            let path = folder.appending(path: ".progress.json").path
            let observer = FileProgressObserver(path: path)
            try observer.prepare()
            let tracker = ProgressTracker(observers: [observer])
            tracker.benchmarkStarted("readers", phases: ["updates"])
            let phase = tracker.startPhase("updates")
            while !FileManager.default.fileExists(atPath: path) { try await Task.sleep(for: .milliseconds(5)) }

            let reader = Process()
            reader.executableURL = Bundle.main.executableURL
            reader.arguments = ["read", path, "\(reads)"]
            try reader.run()
            var updates = 0
            while reader.isRunning {
                updates += 1
                phase.update(fraction: 1 - 1 / Double(updates + 1))
                phase.message = String(repeating: "update \(updates) ", count: 1 + updates % 50)
                try await Task.sleep(for: .milliseconds(100))
            }
            phase.complete()
            tracker.benchmarkCompleted()
            guard reader.terminationStatus == 0 else { throw CheckFailure("a read did not parse") }
            return "\(reads) reads by another process during \(updates) updates, all whole"
        }
    }

    /// Reads a snapshot again and again with a parser that isn't Headway's.
    ///
    /// - Returns: Whether each of them could be parsed, and they weren't always the same.
    static func read(_ path: String, times: Int) -> Bool {
        var seen: Set<Int> = []
        for number in 1...times {
            guard let data = FileManager.default.contents(atPath: path),
                let object = try? JSONSerialization.jsonObject(with: data) as? [String: Any],
                let sequence = object["sequence"] as? Int,
                object["schema"] as? String == "headway.progress/1"
            else {
                FileHandle.standardError.write(Data("read \(number) of \(path) is not a snapshot\n".utf8))
                return false
            }
            seen.insert(sequence)
            usleep(5_000)
        }
        return seen.count > 10
    }
}
