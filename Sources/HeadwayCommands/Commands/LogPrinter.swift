import Headway
import HeadwayRunner

#if canImport(Darwin)
import Darwin
#elseif canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#endif

/// Prints the outputs of a run's phases, and goes on as they grow.
struct LogPrinter {
    private static let chunk = 1 << 20
    private static let interval = Duration.milliseconds(100)

    private let reader: RunReader
    private let folder: RunFolder
    private let isRaw: Bool
    private let files = PlatformFile()
    private let clock = SystemClock()

    init(snapshot: String, isRaw: Bool) {
        reader = RunReader(path: snapshot)
        folder = RunFolder(snapshot: reader.path)
        self.isRaw = isRaw || isatty(STDOUT_FILENO) != 1
    }

    /// Prints.
    ///
    /// - Parameters:
    ///   - phase: The name or number of a phase; all phases if `nil`.
    ///   - follow: Whether to wait for more until the phase, or the run, has ended.
    /// - Throws: A ``Complaint`` if there is no such phase, or a `RunReaderError`.
    func print(phase: String?, follow: Bool) throws {
        var state = try reader.state()
        try checkOutput(of: state)
        if let phase {
            let index = try index(of: phase, in: state)
            return try print(index, in: &state, follow: follow, header: false)
        }
        var index = 0
        while true {
            if index < state.phases.count, state.phases[index].status != .pending || !follow {
                // The phases that a command reports have one log.
                if state.command(of: index).index == index {
                    try print(index, in: &state, follow: follow, header: true)
                }
                index += 1
            } else if follow, !state.seenStatus.isEnd {
                pause()
                state = try reader.state()
            } else {
                return
            }
        }
    }

    /// - Throws: A ``Complaint`` that says why there is nothing to print, where there never will be.
    private func checkOutput(of state: RunState) throws {
        guard try files.status(of: folder.output) == nil else { return }
        let name = ConsoleText.visible(state.runID)
        let isPruned = try files.status(of: RunPaths(snapshot: reader.path).journal) == nil
        throw Complaint(
            isPruned
                ? "\(folder.output): the output of \(name) is gone: `headway prune` has kept nothing but its snapshot"
                : "\(folder.output): there is no output beside this snapshot; what `headway run` runs has it in the run's "
                    + "folder, see `headway logs \(name)`",
            .other
        )
    }

    private func index(of phase: String, in state: RunState) throws -> Int {
        if let index = state.phaseIndex(called: phase) { return index }
        let names = state.phases.prefix(20).map { ConsoleText.visible($0.name) }.joined(separator: ", ")
        let wanted = ConsoleText.visible(phase)
        throw Complaint("\(reader.path): there is no phase `\(wanted)`; there are: \(names)", .usage)
    }

    private func print(_ index: Int, in state: inout RunState, follow: Bool, header: Bool) throws {
        let log = log(of: index, in: state)
        let isThere = (try? files.status(of: log)) != nil
        if header, isThere {
            try StandardOutput.print("==> \(ConsoleText.visible(state.command(of: index).name)) <==")
        }
        var offset = 0
        var rest: [UInt8] = []
        while true {
            let isOver = state.isCommandOver(of: index) || state.seenStatus.isEnd
            offset = try copy(log, from: offset, rest: &rest)
            if isOver || !follow { break }
            pause()
            state = try reader.state()
        }
        if !rest.isEmpty { try StandardOutput.print(ConsoleText.visible(String(decoding: rest, as: UTF8.self))) }
    }

    /// Where the log of a phase is: of one that is kept, in the folder of the run that ran it.
    private func log(of index: Int, in state: RunState) -> String {
        let command = state.command(of: index)
        guard let runID = state.phases[index].keptFrom, !runID.contains("/"), !runID.hasPrefix(".") else {
            return folder.log(of: command.index, name: command.name)
        }
        let path = folder.path.split(separator: "/", omittingEmptySubsequences: false).dropLast() + [runID[...]]
        let old = RunFolder(id: runID, path: path.joined(separator: "/"))
        let place = (try? RunReader(path: old.snapshot).state())?.phaseIndex(called: command.name) ?? command.index
        return old.log(of: place, name: command.name)
    }

    /// Copies what a log has beyond an offset.
    ///
    /// - Returns: How far it has got.
    private func copy(_ log: String, from start: Int, rest: inout [UInt8]) throws -> Int {
        guard let file = try? files.open(log, for: .reading) else { return start }
        defer { files.close(file) }
        var offset = start
        while let bytes = try? files.read(file, from: offset, atMost: Self.chunk), !bytes.isEmpty {
            offset += bytes.count
            if isRaw {
                try StandardOutput.write(bytes)
            } else {
                try show(bytes, &rest)
            }
        }
        return offset
    }

    /// Shows whole lines without what a terminal would act upon.
    private func show(_ bytes: [UInt8], _ rest: inout [UInt8]) throws {
        rest += bytes
        let lines = rest.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        for line in lines.dropLast() {
            try StandardOutput.print(ConsoleText.visible(String(decoding: line, as: UTF8.self)))
        }
        rest = lines.last.map(Array.init) ?? []
    }

    private func pause() {
        clock.wait(until: clock.uptime + Self.interval, wakeup: Wakeup())
    }
}
