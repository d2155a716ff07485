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

    /// What a phase is given to end by itself, and a little more for the runner to write that down.
    private static let patience = Duration.seconds(15)
    private static let grace = Duration.seconds(10)

    @OptionGroup var selection: RunSelection

    func run() async throws {
        try await Complaint.said {
            let path = try selection.snapshot()
            let state = try selection.state()
            let name = state.runID
            guard state.status == .running, let writer = state.writer else {
                return StandardStream.output.print("\(name) has ended already: \(state.status.rawValue)")
            }
            switch writer.life {
            case .unknown:
                throw Complaint("\(path): the run is written on \(writer.host); stop it there", .other)
            case .alive:
                try stop(writer, path: path, name: name)
            case .dead:
                endLeftovers(of: state, name: name)
            }
        }
    }

    private func stop(_ writer: RunWriter, path: String, name: String) throws {
        guard PlatformProcess.signal(writer.pid, SIGINT) else {
            throw Complaint("\(path): process \(writer.pid) can't be signalled: it belongs to somebody else", .other)
        }
        let clock = SystemClock()
        let wakeup = Wakeup()
        let deadline = clock.uptime + Self.patience
        while clock.uptime < deadline {
            let state = try? RunReader(path: path).state()
            if let state, state.status.isEnd {
                return StandardStream.output.print("\(name) was stopped: \(state.status.rawValue)")
            }
            if writer.life == .dead { break }
            clock.wait(until: clock.uptime + .milliseconds(50), wakeup: wakeup)
        }
        guard writer.life == .dead else {
            throw Complaint(
                "\(path): process \(writer.pid) was asked to stop but goes on; see `headway status`",
                .other
            )
        }
        if let state = try? RunReader(path: path).state() { endLeftovers(of: state, name: name) }
    }

    private func endLeftovers(of state: RunState, name: String) {
        let groups = Interruption(state).groups
        guard !groups.isEmpty else {
            return StandardStream.output.print("\(name) was interrupted, and left nothing behind")
        }
        GroupEnd(groups: groups, grace: Self.grace, clock: SystemClock(), isUrgent: { false }).run()
        let ids = groups.map { "\($0.id)" }.joined(separator: ", ")
        StandardStream.output.print("\(name) was interrupted; ended what it left behind: process group \(ids)")
    }
}
