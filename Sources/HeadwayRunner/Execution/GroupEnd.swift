package import Headway

/// Ends process groups and waits until nobody of them lives.
package struct GroupEnd: Sendable {
    let groups: [ProcessGroup]
    let grace: Duration
    let clock: any ProgressClock
    let signals: GroupSignals
    let isUrgent: @Sendable () -> Bool

    /// Prepares it.
    ///
    /// - Parameters:
    ///   - groups: What to end.
    ///   - grace: How long they may take before they are killed.
    ///   - clock: Where it takes its time from.
    ///   - signals: How they are sent signals.
    ///   - isUrgent: Whether there is no grace, or no longer.
    package init(
        groups: [ProcessGroup],
        grace: Duration,
        clock: any ProgressClock,
        signals: GroupSignals = .system,
        isUrgent: @escaping @Sendable () -> Bool
    ) {
        self.groups = groups
        self.grace = grace
        self.clock = clock
        self.signals = signals
        self.isUrgent = isUrgent
    }

    /// Ends them.
    ///
    /// It blocks the calling thread, for the grace at most and a little more than a second.
    ///
    /// - Returns: Those that live on, because somebody in them can't be killed.
    package func run() -> [ProcessGroup] {
        let wakeup = Wakeup()
        var survivors: [ProcessGroup] = []
        var teardowns = groups.map { (group: $0, teardown: GroupTeardown(grace: grace)) }
        while !teardowns.isEmpty {
            let now = clock.uptime
            for index in teardowns.indices.reversed() {
                let group = teardowns[index].group
                let action = teardowns[index].teardown.next(at: now, isAlive: group.isAlive, isUrgent: isUrgent())
                signals.perform(action, on: group)
                if action == .giveUp { survivors.append(group) }
                if action == .giveUp || action == .done { teardowns.remove(at: index) }
            }
            let next = teardowns.map { $0.teardown.nextLook(after: now) }.min()
            if let next { clock.wait(until: next, wakeup: wakeup) }
        }
        return survivors.reversed()
    }
}
