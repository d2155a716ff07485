import Foundation

/// Measures runs beside the shell doing the same, in turn, so that a busy machine hits both.
struct RunnerBench {
    private static let phases = 1_000
    private static let bytes = 1_000_000_000
    /// What a phase may cost, in milliseconds.
    private static let mostPerPhase = 3.0
    /// How fast a phase that prints must be, as a share of the speed without Headway.
    private static let leastSpeed = 0.8

    let headway: String
    let rounds: Int

    /// Measures and prints.
    ///
    /// - Returns: Whether it costs no more than it may.
    func run() throws -> Bool {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("headway-bench-\(getpid())")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let shell = Shell(folder: folder)
        let overhead = try measureOverhead(shell)
        let lines = "yes 'a line of output as a benchmark prints it, with a number: 1234567'"
        let speeds = [
            try measureSpeed("lines", "\(lines) | head -c \(Self.bytes)", shell),
            try measureSpeed("zeros", "head -c \(Self.bytes) /dev/zero", shell),
            try measureSpeed("lines, log_limit: 10M", "\(lines) | head -c \(Self.bytes)", key: "log_limit: 10M", shell),
        ]
        let isGood = overhead <= Self.mostPerPhase && speeds.allSatisfy { $0 >= Self.leastSpeed }
        say(isGood ? "within limits" : "MORE THAN IT MAY: \(Self.mostPerPhase) ms, \(Self.leastSpeed) times as fast")
        return isGood
    }

    /// What a phase costs above a shell that runs the same command, in milliseconds.
    private func measureOverhead(_ shell: Shell) throws -> Double {
        var plan = "name: overhead\nphases:\n"
        for number in 1...Self.phases { plan += "  - name: phase \(number)\n    command: 'true'\n" }
        try plan.write(to: shell.folder.appendingPathComponent("overhead.yaml"), atomically: true, encoding: .utf8)
        var bare: [Double] = []
        var ours: [Double] = []
        for _ in 0..<rounds {
            bare.append(try shell.seconds("i=0; while [ $i -lt \(Self.phases) ]; do /bin/sh -c true; i=$((i+1)); done"))
            ours.append(try shell.seconds("\(quoted) run --console off overhead.yaml 2>/dev/null"))
            try shell.removeRuns()
        }
        let more = (median(ours) - median(bare)) / Double(Self.phases) * 1_000
        let each = median(bare) / Double(Self.phases) * 1_000
        say(
            "\(Self.phases) phases of true: shell loop \(text(each)) ms each, headway \(text(each + more)) ms,"
                + " \(text(more)) ms more (\(text(median(ours) / median(bare))) times as long)"
        )
        return more
    }

    /// How fast a phase that prints much is, as a share of the speed of the same command with `> file`.
    private func measureSpeed(_ name: String, _ command: String, key: String? = nil, _ shell: Shell) throws -> Double {
        let plan =
            "name: speed\nphases:\n  - name: a\n    command: |\n      \(command)\n" + (key.map { "    \($0)\n" } ?? "")
        try plan.write(to: shell.folder.appendingPathComponent("speed.yaml"), atomically: true, encoding: .utf8)
        var bare: [Double] = []
        var ours: [Double] = []
        for _ in 0..<rounds {
            bare.append(try shell.seconds("(\(command)) > bare.out"))
            try? FileManager.default.removeItem(at: shell.folder.appendingPathComponent("bare.out"))
            ours.append(try shell.seconds("\(quoted) run --console off speed.yaml 2>/dev/null"))
            try shell.removeRuns()
        }
        let speed = median(bare) / median(ours)
        say(
            "1 GB of \(name): > file \(text(median(bare))) s, headway \(text(median(ours))) s,"
                + " \(text(speed)) times as fast"
        )
        return speed
    }

    /// Prints a line when it is known, also into a file.
    private func say(_ line: String) { FileHandle.standardOutput.write(Data((line + "\n").utf8)) }

    private var quoted: String { "'" + headway.replacingOccurrences(of: "'", with: "'\\''") + "'" }

    private func median(_ values: [Double]) -> Double {
        let sorted = values.sorted()
        let middle = sorted.count / 2
        return sorted.count.isMultiple(of: 2) ? (sorted[middle - 1] + sorted[middle]) / 2 : sorted[middle]
    }

    private func text(_ value: Double) -> String { String(format: "%.2f", value) }
}
