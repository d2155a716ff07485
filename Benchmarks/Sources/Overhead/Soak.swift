import COverhead
import Foundation
import Headway

/// Runs at full rate for as long as one likes, one after the other, with observers of every kind: nothing may grow, and
/// nothing may be lost.
///
/// A run keeps what its phases were, so memory is compared between the ends of runs, when all of it has been given back.
enum Soak {
    struct Result: Encodable, Sendable {
        var seconds: Double = 0
        var runs = 0
        var updates = 0
        var transitions = 0
        /// Bytes of the heap, open descriptors and threads after each run.
        var memory: [Int64] = []
        var descriptors: [Int] = []
        var threads: [Int] = []
        /// What was not as it should be; empty if all is well.
        var mistakes: [String] = []
    }

    /// What may remain at the end that wasn't there after the warm-up: bytes that an allocator's caches hold, not a leak.
    private static let allowedGrowth: Int64 = 256 << 10

    static func run(_ options: Options) async throws -> Result {
        let seconds = options.number("seconds", default: 3_600)
        let length = min(max(seconds / 12, 1), 60)
        let folder = FileManager.default.temporaryDirectory.appending(path: "headway-soak-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let start = ProcessorTime.wall
        var result = Result()
        while (ProcessorTime.wall - start) / 1e9 < seconds {
            let run = SoakRun(folder: folder)
            try await run.go(for: length)
            result.runs += 1
            result.updates += run.updates
            result.transitions += run.transitions
            result.mistakes += run.mistakes.map { "run \(result.runs): \($0)" }
            try await settle()
            result.memory.append(overhead_bytes_in_use())
            result.descriptors.append(count("/dev/fd"))
            result.threads.append(count("/proc/self/task"))
        }
        result.seconds = (ProcessorTime.wall - start) / 1e9
        result.mistakes += growth(of: result)
        return result
    }

    /// Gives the threads of a run that has ended the time to end, too.
    private static func settle() async throws {
        try await Task.sleep(for: .milliseconds(300))
    }

    private static func count(_ folder: String) -> Int {
        (try? FileManager.default.contentsOfDirectory(atPath: folder).count) ?? 0
    }

    /// Compares the first half with the second half, after a quarter of warm-up.
    private static func growth(of result: Result) -> [String] {
        let measured = result.runs - result.runs / 4
        guard measured >= 4 else { return ["only \(result.runs) runs: too short to tell whether anything grows"] }
        func medians<Value: Comparable>(_ values: [Value]) -> (Value, Value) {
            let rest = values.suffix(measured)
            let (first, second) = (rest.prefix(measured / 2).sorted(), rest.suffix(measured / 2).sorted())
            return (first[first.count / 2], second[second.count / 2])
        }
        var mistakes: [String] = []
        let memory = medians(result.memory)
        if memory.1 - memory.0 > allowedGrowth {
            mistakes.append("the heap grew from \(memory.0) to \(memory.1) bytes")
        }
        for (name, values) in [("descriptors", result.descriptors), ("threads", result.threads)] {
            let (first, second) = medians(values)
            if second > first { mistakes.append("\(name) grew from \(first) to \(second)") }
        }
        return mistakes
    }
}
