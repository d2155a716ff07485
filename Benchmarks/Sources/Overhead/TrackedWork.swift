import Headway

/// A benchmark of a million items a second with everything on, without it, and with half a percent more work, in turns.
///
/// The last shows that the measurement can see half a percent.
enum TrackedWork {
    struct Result: Encodable, Sendable {
        var plain = Times()
        var tracked = Times()
        var heavier = Times()
        /// How much more work the third variant has, as a share.
        var heavierBy: Double
        /// How many items a segment has.
        var items: Int
    }

    /// Seconds of each segment.
    struct Times: Encodable, Sendable {
        var wall: [Double] = []
        /// Processor time of the benchmark's thread.
        var cpu: [Double] = []

        mutating func measure(_ body: () -> Void) {
            let (wall, cpu) = (ProcessorTime.wall, ProcessorTime.thread)
            body()
            self.cpu.append((ProcessorTime.thread - cpu) / 1e9)
            self.wall.append((ProcessorTime.wall - wall) / 1e9)
        }
    }

    static func run(_ options: Options) async throws -> Result {
        try measure(
            rounds: options.count("rounds", default: 200),
            items: options.count("items", default: 250_000)
        )
    }

    /// Not asynchronous, so that it stays on one thread.
    private static func measure(rounds: Int, items: Int) throws -> Result {
        let item = WorkItem.calibrated()
        let heavier = item.heavier(by: 0.005)
        var result = Result(heavierBy: Double(heavier.rounds) / Double(item.rounds) - 1, items: items)
        for round in 0..<rounds {
            // Each variant comes first, second and third equally often.
            for place in 0..<3 {
                switch (round + place) % 3 {
                case 0: result.plain.measure { item.plain(items) }
                case 1:
                    let run = try ObservedRun(total: items)
                    result.tracked.measure { item.tracked(items, run.phase) }
                    run.end()
                default: result.heavier.measure { heavier.plain(items) }
                }
            }
        }
        return result
    }
}
