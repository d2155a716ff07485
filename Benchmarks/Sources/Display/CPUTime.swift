import Foundation

/// The CPU time that this process has taken.
enum CPUTime {
    /// All threads, in user and in system mode, in seconds.
    static var seconds: Double {
        var time = timespec()
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }
}
