import COverhead
import Headway

/// How long single items of work take, with everything on and without it, block by block in turn.
///
/// A block takes about a second: the tracker looks ten times a second at what was counted, and draws and writes then.
enum Jitter {
    struct Result: Encodable, Sendable {
        var plain: Histogram
        var tracked: Histogram
    }

    static func run(_ options: Options) async throws -> Result {
        try measure(items: options.count("items", default: 8_000_000), blocks: options.count("blocks", default: 8))
    }

    /// Not asynchronous, so that it stays on one thread.
    private static func measure(items: Int, blocks: Int) throws -> Result {
        let item = WorkItem.calibrated()
        let share = items / blocks
        var plain: [Double] = []
        var tracked: [Double] = []
        plain.reserveCapacity(share * blocks)
        tracked.reserveCapacity(share * blocks)
        for block in 0..<blocks {
            for place in 0..<2 {
                if (block + place).isMultiple(of: 2) {
                    time(share, item.rounds, &plain) {}
                } else {
                    let run = try ObservedRun(total: share)
                    time(share, item.rounds, &tracked) { run.phase.advance() }
                    run.end()
                }
            }
        }
        return Result(plain: Histogram(plain), tracked: Histogram(tracked))
    }

    @inline(__always)
    private static func time(_ count: Int, _ rounds: Int64, _ times: inout [Double], _ report: () -> Void) {
        var value: UInt64 = 1
        var last = ProcessorTime.wall
        for _ in 0..<count {
            value = overhead_work(value, rounds)
            report()
            let now = ProcessorTime.wall
            times.append(now - last)
            last = now
        }
    }
}
