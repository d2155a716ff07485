import Foundation
import Headway

/// The measured program of `Scripts/bench-display` and of a line of `Scripts/bench`, for Headway.
///
///     display headway|headway-and-files|none PHASES SECONDS IDLE
///
/// It updates each phase 100 times a second for SECONDS, then nothing for IDLE seconds, and writes to the file `$BENCH_OUT`
/// what CPU time the first part took and when the parts began and ended. With `none` it does the same without Headway.
@main
enum Main {
    private static let total = 1_200

    static func main() throws {
        let arguments = CommandLine.arguments
        guard arguments.count == 5, let count = Int(arguments[2]), let seconds = Double(arguments[3]),
            let idle = Double(arguments[4]), let path = ProcessInfo.processInfo.environment["BENCH_OUT"]
        else {
            FileHandle.standardError.write(
                Data("usage: BENCH_OUT=FILE display headway|headway-and-files|none PHASES SECONDS IDLE\n".utf8)
            )
            exit(64)
        }
        var tracker: ProgressTracker?
        var phases: [Phase] = []
        if arguments[1] != "none" {
            var observers: [any ProgressObserver] = [ConsoleProgressObserver()]
            // Beside the result, in a folder that is removed afterwards.
            if arguments[1] == "headway-and-files" {
                observers.append(FileProgressObserver(path: path + ".progress.json"))
            }
            let made = ProgressTracker(observers: observers)
            made.benchmarkStarted("display", totalPhases: count)
            phases = (0..<count).map { made.startPhase("bar \($0)", total: total) }
            tracker = made
        }

        let cpuBefore = CPUTime.seconds
        let start = Date()
        let ticks = Int(100 * seconds)
        for tick in 1...max(ticks, 1) {
            for phase in phases { phase.advance() }
            Thread.sleep(until: start.addingTimeInterval(Double(tick) / 100))
        }
        let cpu = CPUTime.seconds - cpuBefore
        let busyEnd = Date()
        Thread.sleep(forTimeInterval: idle)
        let result = [
            "cpu": cpu, "start": start.timeIntervalSince1970, "busy_end": busyEnd.timeIntervalSince1970,
            "idle_end": Date().timeIntervalSince1970,
        ]
        try JSONEncoder().encode(result).write(to: URL(fileURLWithPath: path))
        for phase in phases { phase.complete() }
        tracker?.benchmarkCompleted()
    }
}
