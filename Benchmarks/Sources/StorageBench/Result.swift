import Foundation

/// What one measurement has found: a line of JSON between the measuring process and the one that prints the table.
struct Result: Codable {
    /// How many events were written or read; fewer than asked for where time ran out.
    var count: Int
    /// The processor time of the process for that, all its threads and the system's part included, in seconds.
    var processorSeconds: Double
    /// The time by the clock, in seconds.
    var seconds: Double
    /// How much memory the process had at most, in bytes.
    var memory: Int

    /// Processor time for each event, in microseconds.
    var microseconds: Double { processorSeconds * 1e6 / Double(max(count, 1)) }

    /// Measures a body that says how many events it has handled.
    static func measure(_ body: () throws -> Int) rethrows -> Result {
        let before = usage()
        let clock = ContinuousClock()
        let start = clock.now
        let count = try body()
        let seconds = (clock.now - start) / .seconds(1)
        let after = usage()
        return Result(
            count: count,
            processorSeconds: after.seconds - before.seconds,
            seconds: seconds,
            memory: after.memory
        )
    }

    private static func usage() -> (seconds: Double, memory: Int) {
        var usage = rusage()
        #if canImport(Glibc)
        getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
        #else
        getrusage(RUSAGE_SELF, &usage)
        #endif
        func seconds(_ time: timeval) -> Double { Double(time.tv_sec) + Double(time.tv_usec) / 1e6 }
        #if canImport(Darwin)
        let unit = 1
        #else
        let unit = 1_024
        #endif
        return (seconds(usage.ru_utime) + seconds(usage.ru_stime), Int(usage.ru_maxrss) * unit)
    }

    func say() throws {
        print(String(decoding: try JSONEncoder().encode(self), as: UTF8.self))
    }
}
