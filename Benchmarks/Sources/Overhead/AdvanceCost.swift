import Headway

/// What `phase.advance()` costs, beside a bare atomic addition in the same loop.
enum AdvanceCost {
    struct Result: Encodable, Sendable {
        /// Nanoseconds of processor time for each bare addition, one figure a round.
        var atomicAdd: [Double] = []
        /// The same for each `advance()`, by the number of threads.
        var advance: [Int: [Double]] = [:]
        /// A bare addition by two threads to one counter: what threads that fight over it pay.
        var contendedAdd: [Double] = []
        /// Whether in the end exactly as many were counted as there were.
        var isExact = true
    }

    private static let threads = [1, 2, 8]

    static func run(_ options: Options) async throws -> Result {
        let rounds = options.count("rounds", default: 11)
        let count = options.count("count", default: 16_000_000)
        let tracker = ProgressTracker()
        tracker.benchmarkStarted("advance", phases: ["advance"])
        let phase = tracker.startPhase("advance", unit: "units")
        let (bare, contended) = (SharedCounter(), SharedCounter())
        var result = Result()
        // The first round is a warm-up. Within a round all are measured, so that what disturbs one disturbs the others.
        for round in 0...rounds {
            let add = Workers.run(1) { addMany(to: bare, count) } / Double(count)
            let fight = Workers.run(2) { addMany(to: contended, count / 2) } / Double(count / 2 * 2)
            if round > 0 {
                result.atomicAdd.append(add)
                result.contendedAdd.append(fight)
            }
            for threads in threads {
                let cost = Workers.run(threads) { advanceMany(phase, count / threads) } / Double(count)
                if round > 0 { result.advance[threads, default: []].append(cost) }
            }
        }
        let expected = threads.reduce(0) { $0 + count / $1 * $1 } * (rounds + 1)
        result.isExact =
            tracker.state.phases[0].completed == expected && bare.count == count * (rounds + 1)
        phase.complete()
        tracker.benchmarkCompleted()
        return result
    }

    @inline(never)
    private static func addMany(to counter: SharedCounter, _ count: Int) {
        for _ in 0..<count { counter.add() }
    }

    @inline(never)
    static func advanceMany(_ phase: Phase, _ count: Int) {
        for _ in 0..<count { phase.advance() }
    }
}
