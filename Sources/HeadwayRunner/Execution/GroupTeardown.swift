/// Decides how a process group is ended: it is asked to, has a grace to do so, and is then killed.
///
/// It is over when nobody of the group lives, which may be long after its leader has gone.
struct GroupTeardown {
    enum Action: Hashable {
        case wait
        case terminate
        case kill
        case done
    }

    /// A process that forks while its group is killed may leave a child behind; so it is killed again.
    private static let killInterval = Duration.milliseconds(100)

    let grace: Duration
    private var asked: Duration?
    private var lastKill: Duration?

    init(grace: Duration) {
        self.grace = grace
    }

    /// What to do now.
    ///
    /// - Parameters:
    ///   - now: The uptime.
    ///   - isAlive: Whether anybody of the group lives.
    ///   - isUrgent: Whether there is no grace.
    mutating func next(at now: Duration, isAlive: Bool, isUrgent: Bool) -> Action {
        guard isAlive else { return .done }
        guard let asked else {
            self.asked = now
            if isUrgent { return kill(at: now) }
            return .terminate
        }
        guard isUrgent || now - asked >= grace else { return .wait }
        if let lastKill, now - lastKill < Self.killInterval { return .wait }
        return kill(at: now)
    }

    private mutating func kill(at now: Duration) -> Action {
        lastKill = now
        return .kill
    }
}
