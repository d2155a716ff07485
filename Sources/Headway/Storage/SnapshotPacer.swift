/// Decides when the snapshot is written: soon after a transition, at most four times a second for progress, once a second
/// for the heartbeat, and never so often that it takes more than a hundredth of the time.
struct SnapshotPacer {
    /// Transitions that come together share a snapshot.
    static let transitionDelay = Duration.milliseconds(25)
    static let progressInterval = Duration.milliseconds(250)
    static let heartbeatInterval = Duration.seconds(1)
    /// The share of the time that writing may take.
    static let share = 0.01
    /// What a quiet run may have saved up, so that a transition needn't wait for its share.
    static let largestCredit = Duration.milliseconds(50)

    private var dueAt: Duration?
    private var lastWrite = Duration.zero
    private var credit = SnapshotPacer.largestCredit
    private var creditedAt: Duration?

    /// Notes that the state has changed.
    ///
    /// - Parameters:
    ///   - type: What changed it.
    ///   - now: The uptime.
    mutating func note(_ type: ProgressEventType, at now: Duration) {
        let due = type.isConflatable ? lastWrite + Self.progressInterval : now + Self.transitionDelay
        dueAt = min(dueAt ?? due, max(due, now))
    }

    /// When the next snapshot is due, a heartbeat at the latest.
    var nextWrite: Duration {
        let due = min(dueAt ?? .seconds(Int64.max / 4), lastWrite + Self.heartbeatInterval)
        guard credit < .zero, let creditedAt else { return due }
        return max(due, creditedAt + credit * (-1 / Self.share))
    }

    /// Notes that a snapshot was written.
    ///
    /// - Parameters:
    ///   - now: The uptime when that began.
    ///   - cost: How long it took.
    mutating func wrote(at now: Duration, cost: Duration) {
        let earned = (now - (creditedAt ?? now)) * Self.share
        credit = min(credit + earned, Self.largestCredit) - cost
        creditedAt = now
        lastWrite = now
        dueAt = nil
    }
}
