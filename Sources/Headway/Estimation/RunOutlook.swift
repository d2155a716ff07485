/// What must still happen in a run, and how long the longest chain of it takes.
struct RunOutlook {
    /// A phase that is to come.
    struct Pending {
        var index: Int
        /// The mean of the logarithm of its duration; `nil` where only the likeness of phases says it.
        var logMean: Double?
        /// Its own variance.
        var variance: Double
        /// The probability that it isn't skipped.
        var presence: Double
    }

    /// The running phases and the time that they have left.
    var running: [(index: Int, left: RemainingChain)]
    /// The phases to come that are known.
    var pending: [Pending]
    /// How many others will come.
    var further: Int
    /// Their own variance.
    var furtherVariance: Double
    /// The mean of the logarithm of the duration of phases without a past, and its variance.
    var likeMean: Double
    var likeVariance: Double
    /// The variance of the speed of the run.
    var speedVariance: Double

    /// How phases depend on each other beyond following each other.
    var shared: RemainingChain.Shared {
        RemainingChain.Shared(
            speed: PlatformMath.exp(min(speedVariance, 100)) - 1,
            likeness: PlatformMath.exp(min(likeVariance, 100)) - 1
        )
    }

    /// The time until the last of the phases ends.
    ///
    /// Phases that overlapped in the newest past run are expected to overlap again, each beginning after what had ended
    /// before it then. Where nothing tells, each phase to come begins as one that runs ends, so that as many go on side by
    /// side as now; or after the last of them, and one after the other, if nothing has begun when one ended.
    ///
    /// - Parameters:
    ///   - order: How phases overlapped in the past, if they did and nothing in this run speaks against it.
    ///   - count: How many phases there are.
    ///   - waitsForAll: Whether nothing has begun when one of the running phases' siblings ended.
    func total(order: PhaseOrder?, count: Int, waitsForAll: Bool) -> RemainingChain {
        if let order { return self.inOrder(order, count: count) }
        let chains = running.map(\.left)
        if !waitsForAll, chains.count > 1 { return self.inLanes(chains) }
        var chain = last(of: chains)
        for phase in pending { append(phase, to: &chain) }
        appendFurther(Double(further), to: &chain)
        return chain
    }

    private func append(_ phase: Pending, to chain: inout RemainingChain) {
        if let logMean = phase.logMean {
            chain.append(
                logMean: logMean,
                variance: phase.variance,
                common: speedVariance,
                group: .speed,
                presence: phase.presence
            )
        } else {
            chain.append(
                logMean: likeMean,
                variance: phase.variance,
                common: likeVariance,
                group: .likeness,
                presence: phase.presence
            )
        }
    }

    private func appendFurther(_ count: Double, to chain: inout RemainingChain) {
        guard count > 0 else { return }
        chain.append(
            logMean: likeMean,
            variance: furtherVariance,
            common: likeVariance,
            group: .likeness,
            count: count
        )
    }

    /// The last end of chains that run side by side.
    private func last(of chains: [RemainingChain]) -> RemainingChain {
        let shared = shared
        return chains.sorted { $0.mean < $1.mean }.reduce(RemainingChain()) { $0.later($1, shared) }
    }

    /// Each phase to come begins in the lane that is free first.
    private func inLanes(_ chains: [RemainingChain]) -> RemainingChain {
        let shared = shared
        var lanes = chains
        var ends = lanes.map { $0.median(shared) }
        for phase in pending {
            guard let next = ends.indices.min(by: { ends[$0] < ends[$1] }) else { break }
            append(phase, to: &lanes[next])
            ends[next] = lanes[next].median(shared)
        }
        for index in lanes.indices { appendFurther(Double(further) / Double(lanes.count), to: &lanes[index]) }
        return last(of: lanes)
    }

    /// The phases overlap as they did in the past.
    private func inOrder(_ order: PhaseOrder, count: Int) -> RemainingChain {
        let shared = shared
        var left: [RemainingChain?] = Array(repeating: nil, count: count)
        var toCome: [Pending?] = Array(repeating: nil, count: count)
        for (index, chain) in running { left[index] = chain }
        for phase in pending { toCome[phase.index] = phase }
        // After how many ends each phase to come begins, and how much of the frontier's own variance it takes along.
        var begun = Array(repeating: -1, count: count)
        var inherited = Array(repeating: 0.0, count: count)
        var frontier = RemainingChain()
        var ends = 0
        for event in order.events where event.phase < count {
            let index = event.phase
            if !event.isEnd {
                guard let phase = toCome[index] else { continue }
                var chain = frontier
                append(phase, to: &chain)
                left[index] = chain
                toCome[index] = nil
                begun[index] = ends
                inherited[index] = frontier.own
            } else if let chain = left[index] {
                // What has begun after the last end follows it, and ends later by that.
                frontier =
                    begun[index] == ends
                    ? chain : frontier.later(chain, shared, ownInCommon: inherited[index])
                left[index] = nil
                ends += 1
            }
        }
        // What wasn't there in the past: running now beside the others, or following them.
        frontier = last(of: [frontier] + left.compactMap { $0 })
        for case let phase? in toCome { append(phase, to: &frontier) }
        appendFurther(Double(further), to: &frontier)
        return frontier
    }
}
