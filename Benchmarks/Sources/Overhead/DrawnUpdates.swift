import Headway

/// The cost of an update while a console draws, as it is measured of other progress trackers.
enum DrawnUpdates {
    struct Result: Encodable, Sendable {
        /// Nanoseconds by the clock for each update.
        var ns: Double
        /// Nanoseconds of processor time for each update, that of drawing included.
        var cpu_ns: Double
        /// How many updates there were, and how many were counted.
        var n: Int
        var count: Int?
    }

    static func run(_ options: Options) async throws -> Result {
        let threads = options.count("threads", default: 1)
        let share = options.count("count", default: 200_000_000) / threads
        let total = share * threads
        let tracker = ProgressTracker(observers: [ConsoleProgressObserver()])
        tracker.benchmarkStarted("update", phases: ["update"])
        let phase = tracker.startPhase("update", total: total)
        let (wall, cpu) = (ProcessorTime.wall, ProcessorTime.process)
        _ = Workers.run(threads) { AdvanceCost.advanceMany(phase, share) }
        let (wallAfter, cpuAfter) = (ProcessorTime.wall, ProcessorTime.process)
        let counted = tracker.state.phases[0].completed
        phase.complete()
        tracker.benchmarkCompleted()
        return Result(
            ns: (wallAfter - wall) / Double(total),
            cpu_ns: (cpuAfter - cpu) / Double(total),
            n: total,
            count: counted
        )
    }
}
