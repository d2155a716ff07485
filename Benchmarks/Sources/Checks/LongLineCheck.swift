import Foundation
import Headway

/// A line of 2 GB in a journal, and a snapshot of 2 GB, cost a reader neither memory nor much time.
enum LongLineCheck {
    private static let size = 2 << 30
    /// How much memory the process may have at most, in bytes.
    private static let largestMemory = 256 << 20

    static func run() async throws -> String {
        try await withTemporaryFolder { folder in
            let path = folder.appending(path: ".progress.json").path
            let journal = folder.appending(path: ".progress.events.jsonl").path
            let tracker = ProgressTracker(observers: [FileProgressObserver(path: path)])
            tracker.benchmarkStarted("long line", phases: ["first", "second"])
            tracker.startPhase("first").complete()
            tracker.benchmarkCompleted()

            // What is between the events is a hole of the file: zeros, and no end of a line.
            let lines = try Data(contentsOf: URL(fileURLWithPath: journal)).split(separator: UInt8(ascii: "\n"))
            let file = try FileHandle(forWritingTo: URL(fileURLWithPath: journal))
            try file.truncate(atOffset: UInt64(lines[0].count + 1))
            try file.truncate(atOffset: UInt64(size))
            try file.seekToEnd()
            for line in lines.dropFirst() { try file.write(contentsOf: [UInt8(ascii: "\n")] + line) }
            try file.write(contentsOf: [UInt8(ascii: "\n")])
            try file.close()

            let before = memory()
            let clock = ContinuousClock()
            var count = 0
            let events = try clock.measure { try RunReader(path: path).events { _ in count += 1 } }
            guard count == lines.count else { throw CheckFailure("\(count) of \(lines.count) events were read") }
            try FileManager.default.removeItem(atPath: path)
            let following = try clock.measure {
                let state = try RunReader(path: path).state()
                guard state.status == .completed, state.sequence == lines.count else {
                    throw CheckFailure("a viewer saw \(state.sequence) of \(lines.count) events")
                }
            }
            _ = FileManager.default.createFile(atPath: path, contents: Data("{".utf8))
            let snapshot = try FileHandle(forWritingTo: URL(fileURLWithPath: path))
            try snapshot.truncate(atOffset: UInt64(size))
            try snapshot.close()
            var complaint = ""
            let refusing = clock.measure {
                do { _ = try RunReader(path: path).state() } catch { complaint = "\(error)" }
            }
            guard complaint.contains("bytes") else {
                throw CheckFailure("of a snapshot of 2 GB a viewer said \"\(complaint)\"")
            }
            let used = memory()
            guard used <= largestMemory else {
                throw CheckFailure("it took \(used >> 20) MB, and \(before >> 20) MB before it read")
            }
            return String(
                format: "events in %.1f s, a state in %.1f s, a snapshot refused in %.3f s; %d MB at most",
                events / .seconds(1),
                following / .seconds(1),
                refusing / .seconds(1),
                used >> 20
            )
        }
    }

    /// How much memory this process has had at most, in bytes.
    private static func memory() -> Int {
        var usage = rusage()
        #if canImport(Glibc)
        getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
        return Int(usage.ru_maxrss) * 1_024
        #else
        getrusage(RUSAGE_SELF, &usage)
        return Int(usage.ru_maxrss)
        #endif
    }
}
