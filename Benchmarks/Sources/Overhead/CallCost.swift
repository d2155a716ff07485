import Foundation
import Headway

/// What the other calls cost the thread that makes them.
enum CallCost {
    struct Result: Encodable, Sendable {
        /// Nanoseconds of processor time for each `phaseProgress(_:)`, one figure a round.
        var phaseProgress: [Double] = []
        /// Microseconds by the clock from call to return of a start or an end of a phase: the median of each round.
        var transition: [Double] = []
        /// The 99th percentile of each round.
        var transitionP99: [Double] = []
        /// The median for waking a sleeping thread and nothing else, which a transition has to do.
        var wake: [Double] = []
        /// Microseconds of processor time for each, where they follow each other without a pause.
        var burst: [Double] = []
    }

    static func run(_ options: Options) async throws -> Result {
        let rounds = options.count("rounds", default: 7)
        var result = Result()
        for round in 0...rounds {
            let progress = progress(options.count("count", default: 1_000_000))
            let times = pacedTransitions(options.count("pairs", default: 500))
            let wakes = pacedWakes(2 * options.count("pairs", default: 500))
            let burst = burst(options.count("burst", default: 20_000))
            guard round > 0 else { continue }
            result.phaseProgress.append(progress)
            result.transition.append(times[times.count / 2])
            result.transitionP99.append(times[times.count * 99 / 100])
            result.wake.append(wakes[wakes.count / 2])
            result.burst.append(burst)
        }
        return result
    }

    private static func progress(_ count: Int) -> Double {
        let tracker = ProgressTracker(observers: [NoOpObserver()])
        tracker.benchmarkStarted("progress")
        tracker.phaseStarted("progress")
        let before = ProcessorTime.thread
        for number in 0..<count { tracker.phaseProgress(Double(number) * 100 / Double(count)) }
        let used = ProcessorTime.thread - before
        tracker.benchmarkCompleted()
        return used / Double(count)
    }

    /// Begins and ends phases, each after a pause in which the sampler has gone to sleep again: the dearest case, as it has
    /// to be woken.
    ///
    /// - Returns: The microseconds of each call, ascending.
    private static func pacedTransitions(_ pairs: Int) -> [Double] {
        let tracker = ProgressTracker(observers: [NoOpObserver()])
        tracker.benchmarkStarted("transitions")
        var times: [Double] = []
        for _ in 0..<pairs {
            usleep(500)
            let start = ProcessorTime.wall
            let phase = tracker.startPhase("phase")
            let started = ProcessorTime.wall
            usleep(500)
            let end = ProcessorTime.wall
            phase.complete()
            let ended = ProcessorTime.wall
            times += [(started - start) / 1e3, (ended - end) / 1e3]
        }
        tracker.benchmarkCompleted()
        return times.sorted()
    }

    /// Wakes a thread that sleeps, after pauses like those between the transitions.
    ///
    /// - Returns: The microseconds of each wake, ascending.
    private static func pacedWakes(_ count: Int) -> [Double] {
        let (semaphore, done) = (DispatchSemaphore(value: 0), DispatchSemaphore(value: 0))
        Thread.detachNewThread {
            for _ in 0..<count { semaphore.wait() }
            done.signal()
        }
        var times: [Double] = []
        for _ in 0..<count {
            usleep(500)
            let start = ProcessorTime.wall
            semaphore.signal()
            times.append((ProcessorTime.wall - start) / 1e3)
        }
        done.wait()
        return times.sorted()
    }

    private static func burst(_ pairs: Int) -> Double {
        let tracker = ProgressTracker(observers: [NoOpObserver()])
        tracker.benchmarkStarted("transitions")
        let before = ProcessorTime.thread
        for _ in 0..<pairs { tracker.startPhase("phase").complete() }
        let used = ProcessorTime.thread - before
        tracker.benchmarkCompleted()
        return used / Double(2 * pairs) / 1e3
    }
}
