import Foundation

/// Runs the measurements and prints the table.
struct StorageBench {
    private static let counts = [1_000, 10_000, 100_000, 1_000_000]

    func run() throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "headway-storage-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }

        print("Processor time for each event, in microseconds, and the memory of the process at most")
        print(row(["events", "journal + snapshot", "write(2) of a line", "rewrite all", "memory"]))
        var last = ""
        var reached = true
        for count in Self.counts {
            last = folder.appending(path: "journal-\(count).json").path
            let journal = try measure("journal", last, count)
            let bare = try measure("write", folder.appending(path: "bare-\(count)").path, count)
            // Where it ran out of time with fewer events it would only do so again.
            let rewrite =
                reached ? try measure("rewrite", folder.appending(path: "all-\(count).json").path, count) : nil
            let rewriting = rewrite.map { result in
                let cost = String(format: "%.1f", result.microseconds)
                return result.count < count ? "\(cost) (gave up at \(result.count))" : cost
            }
            reached = rewrite.map { $0.count == count } ?? false
            print(
                row([
                    "\(count)", String(format: "%.1f", journal.microseconds), String(format: "%.1f", bare.microseconds),
                    rewriting ?? "—", megabytes(journal.memory),
                ])
            )
        }

        let first = try measure("first-state", last, 0)
        let whole = try measure("whole-journal", last, 0)
        let rebuilding = try measure("rebuilding", last, 0)
        let general = try measure("general-decoder", last, Self.counts[2])
        print("\nReading the journal of \(Self.counts.last ?? 0) events")
        print(
            String(format: "first state, by the snapshot and 1,000 events beyond it: %.1f ms, ", first.seconds * 1e3)
                + megabytes(first.memory)
        )
        print(
            String(format: "every event: %.1f s, %.1f µs an event, ", whole.seconds, whole.microseconds)
                + megabytes(whole.memory)
        )
        print(
            String(
                format: "the state without the snapshot: %.1f s, %.1f µs an event, ",
                rebuilding.seconds,
                rebuilding.microseconds
            )
                + megabytes(rebuilding.memory)
        )
        print(String(format: "a general decoder alone: %.1f µs an event", general.microseconds))
    }

    private func measure(_ name: String, _ path: String, _ count: Int) throws -> Result {
        let process = Process()
        let pipe = Pipe()
        process.executableURL = Bundle.main.executableURL
        process.arguments = [name, path, "\(count)"]
        process.standardOutput = pipe
        try process.run()
        let data = try pipe.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        return try JSONDecoder().decode(Result.self, from: data)
    }

    private func megabytes(_ bytes: Int) -> String { String(format: "%.1f MB", Double(bytes) / 1_048_576) }

    private func row(_ cells: [String]) -> String {
        cells.map { $0 + String(repeating: " ", count: max(22 - $0.count, 1)) }.joined()
    }
}
