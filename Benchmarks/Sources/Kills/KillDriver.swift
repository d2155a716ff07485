import Foundation

/// Starts writers, kills each at a random moment, and has their files inspected.
struct KillDriver {
    /// One of so many is killed only after progress values had to be written.
    private static let longRunEvery = 8

    let options: KillOptions

    /// Kills them all.
    ///
    /// - Returns: Whether all files were as they should be.
    func run() throws -> Bool {
        var random = SeededGenerator(seed: options.seed)
        let root = FileManager.default.temporaryDirectory.appending(path: "headway-kills-\(UUID().uuidString)")
        let clock = ContinuousClock()
        let start = clock.now
        var folder = root
        var sum = Sum()
        for number in 0..<options.count {
            let isLong = number % Self.longRunEvery == Self.longRunEvery - 1
            // Every other writer finds what a killed one has left.
            let isSecond = number % 2 == 1
            if !isSecond {
                try? FileManager.default.removeItem(at: folder)
                folder = root.appending(path: "\(number)")
                try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            }
            let milliseconds =
                isLong ? Int.random(in: 1_250...1_700, using: &random) : Int.random(in: 1...400, using: &random)
            let inspection = try kill(
                after: milliseconds,
                path: folder.appending(path: ".progress.json").path,
                runID: "kill-\(options.seed)-\(number)",
                seed: random.next(),
                isSecond: isSecond
            )
            sum.add(inspection)
            if options.isVerbose {
                print(
                    "\(number): killed after \(milliseconds) ms, \(inspection.lines) lines, "
                        + "delay \(inspection.longestDelay / 1_000) µs"
                )
            }
            guard inspection.violations.isEmpty else {
                for violation in inspection.violations.prefix(10) { print("VIOLATION: \(violation)") }
                if inspection.violations.count > 10 { print("and \(inspection.violations.count - 10) more") }
                print("in kill \(number) after \(milliseconds) ms, with --seed \(options.seed); kept: \(folder.path)")
                return false
            }
        }
        try? FileManager.default.removeItem(at: root)
        print(sum.text(kills: options.count, seconds: (clock.now - start) / .seconds(1)))
        return true
    }

    private func kill(
        after milliseconds: Int,
        path: String,
        runID: String,
        seed: UInt64,
        isSecond: Bool
    ) throws -> KillInspection {
        let process = Process()
        let pipe = Pipe()
        process.executableURL = Bundle.main.executableURL
        process.arguments = ["write", path, runID, "\(seed)", options.isFlooding ? "flood" : "paced"]
        process.standardOutput = pipe
        try process.run()
        let told = PipeContent(pipe.fileHandleForReading)
        usleep(UInt32(milliseconds) * 1_000)
        let killedAt = KillRecord.now()
        let ended = !process.isRunning
        Foundation.kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
        let data = told.wait()
        if ended || process.terminationReason != .uncaughtSignal {
            throw KillOptions.Complaint("the writer ended by itself, with \(process.terminationStatus)")
        }
        var inspection = KillInspection(
            path: path,
            runID: runID,
            records: KillRecord.all(in: data),
            killedAt: killedAt,
            isSecond: isSecond,
            checksDelays: !options.isFlooding
        )
        inspection.run()
        return inspection
    }

    /// What all inspections have in common.
    private struct Sum {
        private var calls = 0
        private var transitions = 0
        private var values = 0
        private var lines = 0
        private var snapshots = 0
        private var longestDelay: UInt64 = 0
        private var stall: UInt64 = 0

        mutating func add(_ inspection: KillInspection) {
            calls += inspection.records.count
            transitions += inspection.transitions
            values += inspection.values
            lines += inspection.lines
            snapshots += inspection.hasSnapshot ? 1 : 0
            longestDelay = max(longestDelay, inspection.longestDelay)
            stall = max(stall, inspection.stall)
        }

        func text(kills: Int, seconds: Double) -> String {
            "\(kills) kills in \(Int(seconds)) s: \(calls) calls told of, \(lines) journal lines and \(snapshots) snapshots "
                + "parsed, \(transitions) transitions and \(values) values that had to be there were; the oldest one "
                + "missing was told \(String(format: "%.1f", Double(longestDelay) / 1e6)) ms before its kill; "
                + "the machine kept a bare write waiting for \(String(format: "%.1f", Double(stall) / 1e6)) ms at most"
        }
    }
}
