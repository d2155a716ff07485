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
        /// By how many bytes the heap grew with each run, by the line that fits best.
        var growth: Double = 0
        /// Bytes of the heap, open descriptors and threads after each run.
        var memory: [Int64] = []
        var descriptors: [Int] = []
        var threads: [Int] = []
        /// What was not as it should be; empty if all is well.
        var mistakes: [String] = []
    }

    /// By how many bytes the heap may grow with each run.
    ///
    /// The system leaves some 400 of queues and threads. glibc counts what threads keep for themselves as in use, which takes
    /// long to be filled; with `GLIBC_TUNABLES=glibc.malloc.tcache_count=0` they keep nothing.
    private static let allowedGrowth = 2_048.0

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
            settle()
            result.memory.append(overhead_bytes_in_use())
            result.descriptors.append(count("/dev/fd"))
            result.threads.append(count("/proc/self/task"))
        }
        result.seconds = (ProcessorTime.wall - start) / 1e9
        judge(&result)
        return result
    }

    /// Gives the threads of a run that has ended the time to end, too.
    private static func settle() {
        usleep(300_000)
    }

    private static func count(_ folder: String) -> Int {
        (try? FileManager.default.contentsOfDirectory(atPath: folder).count) ?? 0
    }

    /// Looks for what grows, after a quarter of warm-up.
    private static func judge(_ result: inout Result) {
        let measured = result.runs - result.runs / 4
        guard measured >= 4 else {
            result.mistakes.append("only \(result.runs) runs: too short to tell whether anything grows")
            return
        }
        result.growth = slope(of: result.memory.suffix(measured).map(Double.init))
        if result.growth > allowedGrowth {
            result.mistakes.append("the heap grew by \(Int(result.growth)) bytes with each run")
        }
        for (name, values) in [("descriptors", result.descriptors), ("threads", result.threads)] {
            let rest = values.suffix(measured)
            // The least: a thread of the system's pool may still be ending.
            let (first, second) = (rest.prefix(measured / 2).min() ?? 0, rest.suffix(measured / 2).min() ?? 0)
            if second > first { result.mistakes.append("\(name) grew from \(first) to \(second)") }
        }
    }

    /// How steep the line is that has the least squares from the values, by their places.
    private static func slope(of values: [Double]) -> Double {
        let places = values.indices.map(Double.init)
        let (x, y) = (places.reduce(0, +) / Double(values.count), values.reduce(0, +) / Double(values.count))
        let along = zip(places, values).reduce(0) { $0 + ($1.0 - x) * ($1.1 - y) }
        return along / places.reduce(0) { $0 + ($1 - x) * ($1 - x) }
    }
}
