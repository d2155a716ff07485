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

        /// Reads a run.
        ///
        /// - Parameter folder: Its folder.
        public init(folder: RunFolder) {
            let state = try? RunReader(path: folder.snapshot).state()
            self.init(
                folder: folder,
                benchmark: state?.benchmark ?? "",
                // From elsewhere it can't be seen whether it goes on; then it stays.
                status: state?.seenStatus,
                startedAt: state?.startedAt
            )
        }

        init(folder: RunFolder, benchmark: String, status: RunStatus?, startedAt: Date?) {
            self.folder = folder
            self.benchmark = benchmark
            self.status = status
            self.startedAt = startedAt
        }

        var isLive: Bool { status.map { !$0.isEnd } ?? false }
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
        for run in old where !run.isLive {
            if history.contains(run.folder) { stripped.append(run.folder) } else { removed.append(run.folder) }
        }
    }

    /// Whether there is nothing to do.
    public var isEmpty: Bool { removed.isEmpty && stripped.isEmpty }
}

extension PrunePlan: CustomStringConvertible {
    /// What would happen, a line a run.
    public var description: String {
        let lines =
            removed.map { "remove \($0.id)" }
            + stripped.map { "remove output and journal of \($0.id), keep its snapshot" }
        return lines.joined(separator: "\n")
    }
}
