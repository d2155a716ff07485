/// Where the files of a run are, all derived from the path of its snapshot.
package struct RunPaths: Sendable, Hashable {
    /// The folded state, usually `.progress.json`.
    package let snapshot: String

    /// - Parameter snapshot: The path of the snapshot.
    package init(snapshot: String) {
        self.snapshot = snapshot
    }

    /// The journal, usually `.progress.events.jsonl`.
    package var journal: String { stem + ".events.jsonl" }
    /// The journal of the run before, usually `.progress.events.previous.jsonl`.
    package var previousJournal: String { stem + ".events.previous.jsonl" }
    /// What the writer holds a lock on, usually `.progress.json.lock`.
    package var lock: String { snapshot + ".lock" }
    /// What the snapshot is called until it is whole.
    package var unfinishedSnapshot: String { snapshot + ".tmp" }
    /// The folder that holds them.
    package var folder: String {
        guard let slash = snapshot.lastIndex(of: "/") else { return "." }
        return slash == snapshot.startIndex ? "/" : String(snapshot[..<slash])
    }

    private var stem: String {
        snapshot.hasSuffix(".json") ? String(snapshot.dropLast(5)) : snapshot
    }
}
