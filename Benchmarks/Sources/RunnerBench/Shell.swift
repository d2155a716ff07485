import Foundation

/// Runs lines of shell in a folder and times them.
struct Shell {
    /// A line that did not end with 0.
    struct Failure: Error {
        var line: String
        var code: Int32
    }

    let folder: URL

    /// Runs a line to its end.
    ///
    /// - Parameter line: The line.
    /// - Returns: How long it took, in seconds.
    func seconds(_ line: String) throws -> Double {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/bin/sh")
        process.arguments = ["-c", line]
        process.currentDirectoryURL = folder
        process.environment = ProcessInfo.processInfo.environment.filter { !$0.key.hasPrefix("HEADWAY_") }
        let clock = ContinuousClock()
        let start = clock.now
        try process.run()
        process.waitUntilExit()
        let duration = start.duration(to: clock.now)
        guard process.terminationStatus == 0 else { throw Failure(line: line, code: process.terminationStatus) }
        return Double(duration.components.seconds) + Double(duration.components.attoseconds) / 1e18
    }

    /// Removes what runs have left.
    func removeRuns() throws {
        try FileManager.default.removeItem(at: folder.appendingPathComponent(".headway"))
    }
}
