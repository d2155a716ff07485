import ArgumentParser
import Headway
import HeadwayRunner

/// `headway logs`: what phases printed.
struct LogsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "logs",
        abstract: "Shows what a run's phases printed.",
        usage: "headway logs [RUN] [PHASE] [--follow]",
        discussion: """
            PHASE is a name or a number from 1. Without it the outputs of all phases are shown, one after the other. \
            To a terminal, control characters are shown instead of sent; --raw sends them.
            """
    )

    @Argument(
        help: "A run, or a phase of the newest run if there is no such run.",
        completion: .custom { words, _, prefix in RunCompletion.ids(words: words, prefix: prefix) }
    )
    var run: String?

    @Argument(help: "A phase: its name, or its number from 1.")
    var phase: String?

    @Flag(name: .shortAndLong, help: "Go on as the output grows, until the phase or the run has ended.")
    var follow = false

    @Flag(help: "Send the output to a terminal as it is.")
    var raw = false

    @OptionGroup var storeOptions: StoreOptions

    func run() async throws {
        try await Complaint.said {
            let (snapshot, wanted) = try find()
            let printer = LogPrinter(snapshot: snapshot, isRaw: raw)
            do {
                try printer.print(phase: wanted, follow: follow)
            } catch let error as RunReaderError {
                throw Complaint(error.description, .invalidFile)
            } catch let error as FileError {
                throw Complaint(error.description, .invalidFile)
            }
        }
    }

    /// Of one argument that might be both, a phase of the newest run comes before the start of a run's id.
    private func find() throws -> (snapshot: String, phase: String?) {
        do {
            let store = storeOptions.store
            if let run, phase == nil, let newest = try? store.snapshot(of: nil),
                let state = try? RunReader(path: newest).state(), state.phaseIndex(called: run) != nil
            {
                return (newest, run)
            }
            return (try store.snapshot(of: run), phase)
        } catch let error as RunStoreError {
            throw Complaint(error.description, .usage)
        } catch {
            throw Complaint("\(error)", .invalidFile)
        }
    }
}

extension RunState {
    /// The phase whose command a phase belongs to, as the plan has it: itself, unless a command reports it.
    func command(of index: Int) -> (index: Int, name: String) {
        guard let command = phases[index].reportedBy else { return (index, phases[index].name) }
        return (phases.firstIndex { $0.reportedBy == command } ?? index, command)
    }

    /// Whether a phase's command has ended: one that reports phases may report another as long as no other command's phase
    /// has begun after its own.
    func isCommandOver(of index: Int) -> Bool {
        let command = command(of: index)
        guard phases[index].reportedBy != nil else { return phases[index].status.isEnd }
        return phases.allSatisfy { $0.reportedBy != command.name || $0.status.isEnd }
            && phases.contains { $0.index > command.index && $0.reportedBy != command.name && $0.status != .pending }
    }

    /// The phase of a name, or of a number from 1; of a command that reports phases its first.
    func phaseIndex(called name: String) -> Int? {
        if let index = phases.firstIndex(where: { $0.name == name }) { return index }
        if let index = phases.firstIndex(where: { $0.reportedBy == name }) { return index }
        return Int(name).flatMap { phases.indices.contains($0 - 1) ? $0 - 1 : nil }
    }
}
