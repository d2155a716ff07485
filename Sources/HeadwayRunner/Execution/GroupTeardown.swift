/// Decides how a process group is ended: it is asked to, has a grace to do so, and is then killed.
///
/// It is over when nobody of the group lives, which may be long after its leader has gone. Whoever can't be killed, for
/// instance because they belong to another user, is given up after a second.
struct GroupTeardown {
    enum Action: Hashable {
        case wait
        case terminate
        case kill
        /// Nobody of the group lives.
        case done
        /// Somebody lives on although they were killed.
        case giveUp
    }

    /// A process that forks while its group is killed may leave a child behind; so it is killed again.
    private static let killInterval = Duration.milliseconds(100)
    private static let patience = Duration.seconds(1)

    let grace: Duration
    private var asked: Duration?
    private var firstKill: Duration?
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
        guard firstKill != nil || isUrgent || now - asked >= grace else { return .wait }
        if let firstKill, now - firstKill >= Self.patience { return .giveUp }
        if let lastKill, now - lastKill < Self.killInterval { return .wait }
        return kill(at: now)
    }

    private mutating func kill(at now: Duration) -> Action {
        firstKill = firstKill ?? now
        lastKill = now
        return .kill
    }

    /// When to look again: soon after something was done, since most groups then end at once, later less often.
    ///
    /// - Parameter now: The uptime.
    func nextLook(after now: Duration) -> Duration {
        let isFresh = [asked, firstKill].contains { $0.map { now - $0 < .milliseconds(200) } ?? false }
        return now + .milliseconds(isFresh ? 20 : 100)
    }
}
