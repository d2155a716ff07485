import Headway

#if canImport(FoundationEssentials)
public import FoundationEssentials
#else
public import Foundation
#endif

/// Which runs `headway prune` removes, and of which only the snapshot stays.
public struct PrunePlan: Sendable {
    /// How many successful runs of a benchmark stay as its history.
    static let historyLength = 20

    /// A run that might be removed.
    public struct Run: Sendable {
        let folder: RunFolder
        let benchmark: String
        let status: RunStatus?
        let startedAt: Date?
        /// Whether it may go on, or something of it: then it stays whatever the rule says.
        let isLive: Bool
        /// Whether there is nothing left of it but its snapshot and plan.
        let isStripped: Bool
        /// The folder of an earlier run in which it keeps its phases' files.
        let files: String?

        /// Reads a run.
        ///
        /// - Parameter folder: Its folder.
        public init(folder: RunFolder) {
            let files = PlatformFile()
            let state = try? RunReader(path: folder.snapshot).state()
            self.init(
                folder: folder,
                benchmark: state?.benchmark ?? "",
                status: state?.seenStatus,
                startedAt: state?.startedAt,
                isLive: Self.isLive(state, lock: RunPaths(snapshot: folder.snapshot).lock, files),
                isStripped: (try? files.status(of: folder.journal)) == .some(nil),
                files: RunOrigin.read(from: folder)?.files
            )
        }

        /// A run goes on if its lock is held, wherever its writer is; if it can't be read, nobody knows; and after a killed
        /// runner its phase may live on.
        private static func isLive(_ state: RunState?, lock: String, _ files: PlatformFile) -> Bool {
            if RunLock.isHeld(lock, files: files) { return true }
            guard let state, state.seenStatus.isEnd else { return true }
            guard state.seenStatus == .interrupted else { return false }
            return state.phases.contains { phase in
                phase.processGroup.flatMap(ProcessGroup.init)?.belongs(to: state.runID, startedAt: phase.startedAt)
                    ?? false
            }
        }

        init(
            folder: RunFolder,
            benchmark: String,
            status: RunStatus?,
            startedAt: Date?,
            isLive: Bool,
            isStripped: Bool,
            files: String? = nil
        ) {
            self.folder = folder
            self.benchmark = benchmark
            self.status = status
            self.startedAt = startedAt
            self.isLive = isLive
            self.isStripped = isStripped
            self.files = files
        }
    }

    /// What to remove.
    public enum Rule: Sendable {
        /// All but the newest so many.
        case keep(Int)
        /// What began before a moment.
        case before(Date)
    }

    /// The runs that go.
    public private(set) var removed: [RunFolder] = []
    /// The runs of which the snapshot stays.
    public private(set) var stripped: [RunFolder] = []

    /// Decides.
    ///
    /// - Parameters:
    ///   - runs: The runs, oldest first.
    ///   - rule: What to remove.
    public init(runs: [Run], rule: Rule) {
        let old: [Run]
        switch rule {
        case .keep(let count): old = runs.dropLast(count)
        case .before(let date): old = runs.filter { $0.startedAt.map { $0 < date } ?? false }
        }
        var successes: [String: Int] = [:]
        var history: Set<RunFolder> = []
        for run in runs.reversed() where run.status == .completed {
            successes[run.benchmark, default: 0] += 1
            if successes[run.benchmark, default: 0] <= Self.historyLength { history.insert(run.folder) }
        }
        // A run that stays and goes on with an earlier one needs that one's folder.
        let leaving = Set(old.filter { !$0.isLive }.map(\.folder))
        let needed = Set(runs.filter { !leaving.contains($0.folder) }.compactMap(\.files))
        for run in old where !run.isLive && !needed.contains(run.folder.path) {
            if !history.contains(run.folder) {
                removed.append(run.folder)
            } else if !run.isStripped {
                stripped.append(run.folder)
            }
        }
    }

    /// Whether there is nothing to do.
    public var isEmpty: Bool { removed.isEmpty && stripped.isEmpty }
}

extension PrunePlan: CustomStringConvertible {
    /// What would happen, a line a run.
    public var description: String {
        func name(_ folder: RunFolder) -> String { ConsoleText.visible(folder.id) }
        let lines =
            removed.map { "remove \(name($0))" }
            + stripped.map { "remove output and journal of \(name($0)), keep its snapshot" }
        return lines.joined(separator: "\n")
    }
}
