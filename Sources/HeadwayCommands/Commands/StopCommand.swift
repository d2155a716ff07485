import ArgumentParser
import Headway
import HeadwayRunner

#if canImport(Darwin)
import Darwin
#elseif canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#endif

/// `headway stop`: ends a run, or what a killed runner left behind.
struct StopCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "stop",
        abstract: "Ends a run as Ctrl-C would, or what a killed runner left behind."
    )

    private static let grace = Duration.seconds(10)
    /// How long a runner may take at most: two graces, and some time to write down what happened.
    private static let patience = Duration.seconds(60)
    /// After how long it is worth a word that a runner takes so long.
    private static let silence = Duration.seconds(5)
    private static let interval = Duration.milliseconds(50)

    @OptionGroup var selection: RunSelection

    func run() async throws {
        try await Complaint.said {
            let path = try selection.snapshot()
            let state = try RunSelection.state(at: path)
            let name = ConsoleText.visible(state.runID)
            guard state.status == .running, let writer = state.writer else {
                return try StandardOutput.print("\(name) has ended already: \(state.status.rawValue)")
            }
            switch state.writerLife {
            case .unknown:
                throw Complaint("\(path): the run is written \(writer.place); stop it there", .other)
            case .alive:
                try stop(writer, path: path, name: name)
            case .dead:
                try endLeftovers(of: state, name: name)
            }
        }
    }

    private func stop(_ writer: RunWriter, path: String, name: String) throws {
        guard writer.isIdentified else {
            throw Complaint(
                "\(path): it doesn't say for certain that process \(writer.pid) is the run's (the boot or the start of "
                    + "the process is missing), so nothing was stopped; if it is, stop it with `kill -INT \(writer.pid)`",
                .other
            )
        }
        guard PlatformProcess.signal(writer.pid, SIGINT) else {
            throw Complaint("\(path): process \(writer.pid) can't be signalled: it belongs to somebody else", .other)
        }
        let end = waitForEnd(of: writer, path: path, name: name)
        if let end, end.status.isEnd {
            return try StandardOutput.print("\(name) was stopped: \(end.status.rawValue)")
        }
        guard writer.life == .dead else {
            throw Complaint(
                "\(path): process \(writer.pid) was asked to stop but goes on; see `headway status`",
                .other
            )
        }
        if let end { try endLeftovers(of: end, name: name) }
    }

    /// Waits until a run has ended or its writer has, for some time.
    ///
    /// - Returns: The run's state then.
    private func waitForEnd(of writer: RunWriter, path: String, name: String) -> RunState? {
        let clock = SystemClock()
        let wakeup = Wakeup()
        let begin = clock.uptime
        var hasSaid = false
        while true {
            // In this order: what the writer has written last is there when it is gone.
            let isGone = writer.life == .dead
            let state = try? RunReader(path: path).state()
            let waited = clock.uptime - begin
            if isGone || state?.status.isEnd == true || waited >= Self.patience { return state }
            if waited >= Self.silence, !hasSaid {
                hasSaid = true
                StandardError.print("headway: \(name) is being stopped; its phase takes its time")
            }
            clock.wait(until: clock.uptime + Self.interval, wakeup: wakeup)
        }
    }

    private func endLeftovers(of state: RunState, name: String) throws {
        let groups = Interruption(state).groups
        guard !groups.isEmpty else {
            return try StandardOutput.print("\(name) was interrupted, and left nothing behind")
        }
        let end = GroupEnd(groups: groups, grace: Self.grace, clock: SystemClock(), isUrgent: { false })
        let survivors = end.run()
        guard survivors.isEmpty else {
            throw Complaint("\(name) was interrupted; \(ProcessGroup.livesOn(survivors))", .other)
        }
        let ids = groups.map { "\($0.id)" }.joined(separator: ", ")
        try StandardOutput.print("\(name) was interrupted; ended what it left behind: process group \(ids)")
    }
}
