import Synchronization

/// Runs an observer's jobs one after the other on a thread of its own.
///
/// The cooperative pool won't do: a benchmark that has filled it would see no progress, and a program that waits for its
/// observers on a thread of the pool could wait for ever.
final class ObserverExecutor: TaskExecutor {
    private struct State {
        var jobs: [UnownedJob] = []
        var hasThread = false
        var isStopped = false
    }

    private let state = Mutex(State())
    private let wakeup = Wakeup()

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        let needsThread = state.withLock { state in
            state.jobs.append(job)
            defer { state.hasThread = true }
            return !state.hasThread
        }
        if needsThread {
            PlatformThread.startAnyhow(name: "hw.observer") { self.run() }
        } else {
            wakeup.signal()
        }
    }

    /// Lets the thread end once it has nothing to do.
    ///
    /// A job that comes later still gets one.
    func stop() {
        state.withLock { $0.isStopped = true }
        wakeup.signal()
    }

    private func run() {
        while true {
            let jobs: [UnownedJob]? = state.withLock { state in
                if state.jobs.isEmpty, state.isStopped {
                    state.hasThread = false
                    return nil
                }
                defer { state.jobs.removeAll(keepingCapacity: true) }
                return state.jobs
            }
            guard let jobs else { return }
            for job in jobs { job.runSynchronously(on: asUnownedTaskExecutor()) }
            if jobs.isEmpty { wakeup.wait() }
        }
    }
}
