import COverhead
import Headway

/// A benchmark's work: items of about a microsecond.
struct WorkItem {
    /// How many rounds of `overhead_work` an item has.
    let rounds: Int64

    /// Finds out how many rounds take a microsecond here.
    static func calibrated() -> WorkItem {
        let trial = WorkItem(rounds: 800)
        trial.plain(200_000)
        let best =
            (0..<5).map { _ in
                let before = ProcessorTime.thread
                trial.plain(200_000)
                return (ProcessorTime.thread - before) / 200_000
            }.min() ?? 1_000
        // A multiple of 200, so that half a percent more is a whole number of rounds.
        return WorkItem(rounds: max(Int64(Double(trial.rounds) * 1_000 / best / 200), 1) * 200)
    }

    /// An item with more work.
    func heavier(by share: Double) -> WorkItem {
        WorkItem(rounds: rounds + max(Int64((Double(rounds) * share).rounded()), 1))
    }

    @inline(never)
    func plain(_ count: Int) {
        var value: UInt64 = 1
        for _ in 0..<count { value = overhead_work(value, rounds) }
    }

    @inline(never)
    func tracked(_ count: Int, _ phase: Phase) {
        var value: UInt64 = 1
        for _ in 0..<count {
            value = overhead_work(value, rounds)
            phase.advance()
        }
    }
}
