/// How fast phases are, from what they counted in the last half minute.
struct RateMeter: Sendable {
    private struct Sample: Sendable {
        var elapsed: Double
        var completed: Int
    }

    private static let window: Double = 30
    private static let step: Double = 1
    private var samples: [Int: [Sample]] = [:]

    /// Units a second by phase index, where enough is known to say so.
    private(set) var rates: [Int: Double] = [:]

    /// Takes note of what a phase has counted.
    ///
    /// - Parameters:
    ///   - phase: The phase, as it is now.
    ///   - elapsed: How far into the run that is, in seconds.
    mutating func record(_ phase: PhaseState, at elapsed: Double) {
        guard phase.status == .running, let completed = phase.completed else {
            samples[phase.index] = nil
            rates[phase.index] = nil
            return
        }
        var kept = samples[phase.index] ?? []
        // Once a second is enough, and a rate that is shown should stay readable for that long.
        guard kept.last.map({ elapsed - $0.elapsed >= Self.step }) ?? true else { return }
        kept.append(Sample(elapsed: elapsed, completed: completed))
        while kept.count > 2, elapsed - kept[0].elapsed > Self.window { kept.removeFirst() }
        samples[phase.index] = kept
        guard let first = kept.first, elapsed - first.elapsed >= 2 * Self.step else { return }
        rates[phase.index] = max(Double(completed) - Double(first.completed), 0) / (elapsed - first.elapsed)
    }

    /// Forgets everything, so that a pause doesn't count.
    mutating func reset() {
        self = RateMeter()
    }
}
