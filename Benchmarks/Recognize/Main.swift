import Foundation

/// What it costs to look for progress in output: how fast it goes, and how that compares with only finding the ends of
/// lines in the same bytes.
///
///     Scripts/bench-recognize [BEGINNING OF A TEXT'S NAME] [--least MB/s]
///
/// It ends with 1 if any kind of text is read more slowly than 200 MB/s, or what was said.
@main
enum Main {
    /// As much as the runner reads at once.
    private static let chunk = 256 << 10
    private static let rounds = 3

    static func main() {
        print("| text | all forms | ends of lines alone | ratio | a pattern |")
        print("|---|---|---|---|---|")
        var isFastEnough = true
        let arguments = CommandLine.arguments.dropFirst()
        let least = arguments.last.flatMap(Double.init) ?? 200
        let wanted = arguments.first.flatMap { $0.hasPrefix("--") ? nil : $0 } ?? ""
        for (name, bytes) in SampleText.kinds where name.hasPrefix(wanted) {
            let chunks = stride(from: 0, to: bytes.count, by: chunk).map {
                Array(bytes[$0..<min($0 + chunk, bytes.count)])
            }
            let all = speed(bytes.count) { recognize(chunks, .auto) }
            let scan = speed(bytes.count) { countLines(chunks) }
            let pattern = speed(bytes.count) { recognize(chunks, Self.pattern) }
            print(
                "| \(name) | \(Int(all)) MB/s | \(Int(scan)) MB/s | \(String(format: "%.2f", all / scan)) "
                    + "| \(Int(pattern)) MB/s |"
            )
            if min(all, pattern) < least { isFastEnough = false }
        }
        guard isFastEnough else {
            print("FAILED: it should read at least \(Int(least)) MB/s of everything")
            exit(1)
        }
    }

    private static let pattern = (try? ProgressSetting(#"item (?<completed>\d+) of (?<total>\d+)"#)) ?? .none

    private static func recognize(_ chunks: [[UInt8]], _ setting: ProgressSetting) -> Int {
        var recognizer = ProgressRecognizer(setting)
        var updates = 0
        for chunk in chunks where recognizer.take(chunk) != nil { updates += 1 }
        return updates
    }

    private static func countLines(_ chunks: [[UInt8]]) -> Int {
        var count = 0
        for chunk in chunks {
            chunk.withUnsafeBytes { buffer in
                guard let base = buffer.baseAddress else { return }
                var place = 0
                while place < buffer.count, let found = memchr(base + place, 10, buffer.count - place) {
                    place = UnsafeRawPointer(found) - base + 1
                    count += 1
                }
            }
        }
        return count
    }

    /// The best of some rounds, in MB per second of the processor's time: the machine may have other work.
    private static func speed(_ count: Int, _ body: () -> Int) -> Double {
        var best = Double.infinity
        var sum = 0
        for _ in 0..<rounds {
            let start = processorTime()
            sum &+= body()
            best = min(best, processorTime() - start)
        }
        // Nothing of it may be left out as unused.
        if sum == .min { print(sum) }
        return Double(count) / 1e6 / max(best, 1e-9)
    }

    private static func processorTime() -> Double {
        var time = timespec()
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }
}
