import Headway

/// How many events a second come through a tracker to observers that do nothing.
enum EventRate {
    struct Result: Encodable, Sendable {
        var observers: Int
        /// Progress of many phases, all sampled at once: what the tracker can do when nobody holds it up.
        var progress: [Rate] = []
        /// Phases that one thread begins and ends as fast as it can.
        var transitions: [Rate] = []
    }

    struct Rate: Encodable, Sendable {
        /// Events, each of them delivered to every observer.
        var events: Int
        /// From the first report to the last delivery.
        var seconds: Double
        /// Seconds of processor time for that, of all threads.
        var cpu: Double
        /// How many calls of observers there were.
        var deliveries: Int
    }

    static func run(_ options: Options) async throws -> Result {
        let observers = options.count("observers", default: 1)
        var result = Result(observers: observers)
        for round in 0...options.count("rounds", default: 5) {
            let progress = await progress(observers, phases: 2_000, samplings: options.count("samplings", default: 100))
            let transitions = await transitions(observers, pairs: options.count("pairs", default: 100_000))
            guard round > 0 else { continue }
            result.progress.append(progress)
            result.transitions.append(transitions)
        }
        return result
    }

    private static func progress(_ count: Int, phases: Int, samplings: Int) async -> Rate {
        let observers = (0..<count).map { _ in NoOpObserver() }
        // Nothing is sampled but by `flush()`.
        var configuration = ProgressTracker.Configuration()
        configuration.samplingInterval = .seconds(3_600)
        let tracker = ProgressTracker(observers: observers, configuration: configuration)
        tracker.benchmarkStarted("events")
        let handles = (0..<phases).map { _ in tracker.startPhase("phase", total: samplings + 1) }
        for phase in handles { phase.advance() }
        await tracker.flush()
        let before = observers.map(\.count)
        let rate = await measure {
            for _ in 0..<samplings {
                for phase in handles { phase.advance() }
                await tracker.flush()
            }
            return (phases * samplings, zip(observers, before).reduce(0) { $0 + $1.0.count - $1.1 })
        }
        for phase in handles { phase.complete() }
        tracker.benchmarkCompleted()
        return rate
    }

    private static func transitions(_ count: Int, pairs: Int) async -> Rate {
        let observers = (0..<count).map { _ in NoOpObserver() }
        let tracker = ProgressTracker(observers: observers)
        tracker.benchmarkStarted("events")
        await tracker.flush()
        let rate = await measure {
            for _ in 0..<pairs { tracker.startPhase("phase").complete() }
            await tracker.flush()
            return (2 * pairs, observers.reduce(0) { $0 + $1.count - 1 })
        }
        tracker.benchmarkCompleted()
        return rate
    }

    private static func measure(_ body: () async -> (events: Int, deliveries: Int)) async -> Rate {
        let (start, used) = (ProcessorTime.wall, ProcessorTime.process)
        let (events, deliveries) = await body()
        return Rate(
            events: events,
            seconds: (ProcessorTime.wall - start) / 1e9,
            cpu: (ProcessorTime.process - used) / 1e9,
            deliveries: deliveries
        )
    }
}
