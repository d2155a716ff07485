import Synchronization

/// A thread that does something when it is time or when it is woken, and otherwise sleeps.
///
/// The sampler, the console and the file writer each have one. The body decides when it wants to run next, so all that
/// is known about pacing stays in values that tests can drive with a clock of their own.
package final class PacedThread: Sendable {
    /// What a step wants next.
    package enum Next: Sendable {
        /// Run again at this uptime, or earlier if woken.
        case at(Duration)
        /// Run again when woken.
        case whenWoken
        /// End the thread.
        case never
    }

    private let wakeup = Wakeup()
    private let isStopped = Atomic(false)

    /// Starts the thread.
    ///
    /// - Parameters:
    ///   - name: What debuggers show.
    ///   - clock: Where it takes its time from.
    ///   - step: What it does, with the uptime at which it does so.
    package init(name: String, clock: any ProgressClock, step: @escaping @Sendable (Duration) -> Next) {
        PlatformThread.startAnyhow(name: name) { [wakeup, weak self] in
            var next = Next.at(.zero)
            while true {
                switch next {
                case .at(let deadline): if deadline > clock.uptime { clock.wait(until: deadline, wakeup: wakeup) }
                case .whenWoken: clock.wait(until: nil, wakeup: wakeup)
                case .never: return
                }
                guard let self, !self.isStopped.load(ordering: .acquiring) else { return }
                next = step(clock.uptime)
            }
        }
    }

    deinit {
        stop()
    }

    /// Makes the thread run its step soon.
    package func wake() {
        wakeup.signal()
    }

    /// Ends the thread after the step that it is in.
    package func stop() {
        isStopped.store(true, ordering: .releasing)
        wakeup.signal()
    }
}
