import Headway
import HeadwayRunner

/// The plan of a run that goes on with an earlier one.
enum ResumeSource {
    /// Finds the earlier run and compares its plan with that of today.
    ///
    /// - Parameters:
    ///   - name: The earlier run, or a plan for the newest run of it; the newest run of all if `nil`.
    ///   - store: The runs.
    /// - Returns: The plan with what is kept; `nil` if the run has succeeded, so that there is nothing to do.
    /// - Throws: A ``Complaint`` if it can't be gone on with.
    static func find(_ name: String?, in store: RunStore) throws -> PlanSource? {
        let path = try newest(ofPlan: name, in: store) ?? RunSelection.snapshot(of: name, in: store)
        let state = try RunSelection.state(at: path)
        let id = ConsoleText.visible(state.runID)
        try checkThatItIsOver(state, id)
        guard state.status != .completed else {
            try StandardOutput.print("\(id) has succeeded; there is nothing to go on with")
            return nil
        }
        let folder = RunFolder(snapshot: path)
        guard var origin = RunOrigin.read(from: folder) else {
            throw Complaint("\(folder.path): it doesn't say where its plan came from; start afresh", .invalidFile)
        }
        // What the phases that are kept have left there is where they left it, for whoever remembers the path.
        let files = origin.files ?? folder.path
        try checkThatFilesAreFree(files, store, id)
        origin.files = files
        var source = try source(of: folder, origin, id)
        source.plan.directory = origin.directory
        do {
            let resumption = try Resumption(source.plan, after: source.old, state) { [plan = source.plan] phase in
                Resumption.artifactsAreThere(of: phase, in: plan, files: files)
            }
            return PlanSource(plan: source.plan, text: source.text, origin: origin, kept: resumption.kept)
        } catch {
            throw Complaint("\(id) can't be gone on with: \(error); start afresh with `headway run`", .invalidFile)
        }
    }

    /// The newest run of a plan; `nil` if it isn't a plan that was named.
    private static func newest(ofPlan name: String?, in store: RunStore) throws -> String? {
        guard let name, name.hasSuffix(".yaml") || name.hasSuffix(".yml") else { return nil }
        let plan = PlatformFile.absolute(name)
        guard let run = ((try? store.all()) ?? []).last(where: { RunOrigin.read(from: $0)?.plan == plan }) else {
            throw Complaint("\(ConsoleText.visible(name)): there is no run of this plan to go on with", .usage)
        }
        return run.snapshot
    }

    /// Refuses a second run in the folder of files that another one is using.
    private static func checkThatFilesAreFree(_ files: String, _ store: RunStore, _ id: String) throws {
        guard (try? PlatformFile().status(of: files))??.kind == .folder else {
            throw Complaint("\(id): its files, \(ConsoleText.visible(files)), are gone; start afresh", .invalidFile)
        }
        for other in (try? store.all()) ?? [] where RunOrigin.read(from: other)?.files == files {
            guard let state = try? RunSelection.state(at: other.snapshot), state.status == .running else { continue }
            try checkThatItIsOver(state, ConsoleText.visible(state.runID))
        }
    }

    private static func checkThatItIsOver(_ state: RunState, _ id: String) throws {
        if state.status == .running {
            switch state.writerLife {
            case .alive: throw Complaint("\(id) is still running; see `headway watch \(id)`", .other)
            case .unknown:
                let host = state.writer.map { ConsoleText.visible($0.host) } ?? "an unknown machine"
                throw Complaint("\(id) is written on \(host), and may still be running there", .other)
            case .dead: break
            }
        }
        let groups = Interruption(state).groups
        guard groups.isEmpty else {
            let ids = groups.map { "\($0.id)" }.joined(separator: ", ")
            throw Complaint(
                "\(id): its phase lives on in process group \(ids); end it first with `headway stop \(id)`",
                .other
            )
        }
    }

    private static func source(of folder: RunFolder, _ origin: RunOrigin, _ id: String) throws
        -> (plan: Plan, old: Plan, text: [UInt8])
    {
        let copy: Plan
        let text: [UInt8]
        do {
            text = try PlatformFile().contents(of: folder.plan, atMost: 16 << 20)
            // The name of a plan, and paths in it, may come from where it was.
            copy = try PlanLoader().parse(
                text: String(decoding: text, as: UTF8.self),
                path: origin.plan ?? folder.plan,
                phaseCommand: origin.phaseCommand
            )
        } catch {
            throw Complaint("\(id): its copy of the plan can't be read: \(error)", .invalidFile)
        }
        guard let path = origin.plan else { return (copy, copy, text) }
        let now = try PlanSource(file: path, phaseCommand: origin.phaseCommand)
        return (now.plan, copy, now.text)
    }
}
