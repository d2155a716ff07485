import Foundation
import Headway

/// How others estimate the time remaining: for each instant of a run the seconds, NaN where they show none.
enum Peers {
    /// Elapsed ÷ phases done × phases left; nothing before the first is done.
    static func origin(_ run: [Observation]) -> [Double] {
        run.map { now in
            guard now.completed > 0 else { return .nan }
            return now.elapsed / Double(now.completed) * Double(now.phases.count - now.completed)
        }
    }

    /// Elapsed × (1 − p)/p over the whole.
    static func linear(_ run: [Observation]) -> [Double] {
        run.map { $0.progress > 0 ? $0.elapsed * (1 - $0.progress) / $0.progress : .nan }
    }

    /// As tqdm 4 does it: a quotient of exponential means of progress and time, taken when the display is updated.
    static func tqdm(_ run: [Observation]) -> [Double] {
        let alpha = 0.3
        let (least, most) = (0.1, 10.0)
        var (progress, time, lastProgress, lastTime) = (0.0, 0.0, 0.0, 0.0)
        var (calls, mean, meanCalls, needed) = (0, 0.0, 0.0, 0.0)
        return run.map { now in
            let step = now.progress - lastProgress
            let seconds = now.elapsed - lastTime
            if step > 0, step >= needed, seconds >= least {
                progress = alpha * step + (1 - alpha) * progress
                time = alpha * seconds + (1 - alpha) * time
                calls += 1
                if seconds >= most {
                    needed = step * least / seconds
                } else {
                    mean = alpha * step * least / seconds + (1 - alpha) * mean
                    meanCalls += 1
                    needed = mean / (1 - pow(1 - alpha, meanCalls))
                }
                lastProgress = now.progress
                lastTime = now.elapsed
            }
            return calls > 0 ? (1 - now.progress) * time / max(progress, .leastNormalMagnitude) : .nan
        }
    }

    /// As rich does it: the speed over the samples of the last 30 s, at most 1000.
    static func rich(_ run: [Observation]) -> [Double] {
        var samples: [(time: Double, step: Double)] = []
        var last = 0.0
        return run.map { now in
            if now.progress > last {
                samples.removeAll { $0.time < now.elapsed - 30 }
                samples.append((now.elapsed, now.progress - last))
                if samples.count > 1_000 { samples.removeFirst() }
                last = now.progress
            }
            guard samples.count > 1, let first = samples.first, let end = samples.last else { return .nan }
            let steps = samples.dropFirst().reduce(0) { $0 + $1.step }
            return (1 - last) * (end.time - first.time) / steps
        }
    }

    /// As indicatif 0.18 does it: doubly smoothed steps a second, with 90 % of the weight in the last 15 s.
    static func indicatif(_ run: [Observation]) -> [Double] {
        func weight(_ seconds: Double) -> Double { pow(0.1, seconds / 15) }
        var (single, double, lastProgress, lastTime) = (0.0, 0.0, 0.0, 0.0)
        return run.map { now in
            let total = 1 - weight(now.elapsed)
            if now.progress > lastProgress {
                let factor = weight(now.elapsed - lastTime)
                let rate = (now.progress - lastProgress) / (now.elapsed - lastTime)
                single = single * factor + rate * (1 - factor)
                double = double * factor + single / total * (1 - factor)
                lastProgress = now.progress
                lastTime = now.elapsed
            }
            let factor = weight(now.elapsed - lastTime)
            let speed = (double * factor + single * factor / total * (1 - factor)) / total
            return speed > 0 ? (1 - now.progress) / speed : .nan
        }
    }

    /// What is left of the median duration of past runs.
    static func medianOfRuns(_ run: [Observation], totals: [Double]) -> [Double] {
        let median = median(totals)
        return run.map { max(median - $0.elapsed, 0) }
    }

    private static func median(_ values: [Double]) -> Double {
        let sorted = values.sorted()
        guard !sorted.isEmpty else { return 0 }
        let middle = sorted.count / 2
        return sorted.count.isMultiple(of: 2) ? (sorted[middle - 1] + sorted[middle]) / 2 : sorted[middle]
    }

    /// The median past duration of each phase; of running ones what is left of it.
    ///
    /// Phases without a past count nothing.
    static func median(_ run: [Observation], past: [PhasePast]) -> [Double] {
        let medians = past.map { median($0.durations.compactMap { $0 }) }
        return run.map { now in
            zip(now.phases, medians).reduce(0) { sum, pair in
                switch pair.0 {
                case .pending: sum + pair.1
                case .running(let elapsed, _, _, _, _): sum + max(pair.1 - elapsed, 0)
                case .completed, .over: sum
                }
            }
        }
    }
}
