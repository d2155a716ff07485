import Foundation

/// The clocks that the measurements read, in nanoseconds.
enum ProcessorTime {
    /// The time by the clock, from an arbitrary moment on.
    static var wall: Double { read(CLOCK_MONOTONIC) }

    /// What the calling thread has taken of a processor, in user and in system mode.
    static var thread: Double { read(CLOCK_THREAD_CPUTIME_ID) }

    /// What all threads of the process have taken.
    static var process: Double { read(CLOCK_PROCESS_CPUTIME_ID) }

    private static func read(_ clock: clockid_t) -> Double {
        var time = timespec()
        clock_gettime(clock, &time)
        return Double(time.tv_sec) * 1e9 + Double(time.tv_nsec)
    }
}
