/// How long a process was stopped, as Ctrl-Z does, so that a clock can leave it out.
struct StoppedTime: Sendable, Hashable {
    private var total = Duration.zero
    private var since: Duration?

    /// The process is about to be stopped: time stands still.
    ///
    /// - Parameter uptime: When that is, by a clock that goes on.
    mutating func stop(at uptime: Duration) {
        since = since ?? uptime
    }

    /// The process goes on, and so does time.
    ///
    /// - Parameter uptime: When that is, by a clock that has gone on.
    mutating func goOn(at uptime: Duration) {
        guard let since else { return }
        total += max(uptime - since, .zero)
        self.since = nil
    }

    /// The time without that for which the process was stopped.
    ///
    /// - Parameter uptime: The time by a clock that goes on.
    func without(_ uptime: Duration) -> Duration {
        (since ?? uptime) - total
    }
}
