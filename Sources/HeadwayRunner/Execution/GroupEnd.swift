package import Headway

/// Ends process groups and waits until nobody of them lives.
package struct GroupEnd: Sendable {
    private static let interval = Duration.milliseconds(20)

    let groups: [ProcessGroup]
    let grace: Duration
    let clock: any ProgressClock
    let isUrgent: @Sendable () -> Bool

    /// Prepares it.
    ///
    /// - Parameters:
    ///   - groups: What to end.
    ///   - grace: How long they may take before they are killed.
    ///   - clock: Where it takes its time from.
    ///   - isUrgent: Whether there is no grace, or no longer.
    package init(
        groups: [ProcessGroup],
        grace: Duration,
        clock: any ProgressClock,
        isUrgent: @escaping @Sendable () -> Bool
    ) {
        self.groups = groups
        self.grace = grace
        self.clock = clock
        self.isUrgent = isUrgent
    }

    /// Ends them.
    ///
    /// It blocks the calling thread, for the grace at most and a little.
    package func run() {
        let wakeup = Wakeup()
        var teardowns = groups.map { (group: $0, teardown: GroupTeardown(grace: grace)) }
        while !teardowns.isEmpty {
            let now = clock.uptime
            for index in teardowns.indices.reversed() {
                let group = teardowns[index].group
                switch teardowns[index].teardown.next(at: now, isAlive: group.isAlive, isUrgent: isUrgent()) {
                case .wait: break
                case .terminate: group.terminate()
                case .kill: group.kill()
                case .done: teardowns.remove(at: index)
                }
            }
            if !teardowns.isEmpty { clock.wait(until: now + Self.interval, wakeup: wakeup) }
        }
    }
}
