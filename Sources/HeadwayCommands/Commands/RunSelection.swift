import ArgumentParser
import Headway
import HeadwayRunner

/// Which run a command looks at.
struct RunSelection: ParsableArguments {
    @Argument(
        help: ArgumentHelp(
            "A run's id, a unique start of one, or the path of a .progress.json; the newest run if left out.",
            valueName: "run"
        ),
        completion: .custom { words, _, prefix in RunCompletion.ids(words: words, prefix: prefix) }
    )
    var run: String?

    @OptionGroup var storeOptions: StoreOptions

    /// The path of the run's snapshot.
    ///
    /// - Throws: A ``Complaint`` that says what is wrong.
    func snapshot() throws -> String {
        try Self.snapshot(of: run, in: storeOptions.store)
    }

    /// The path of the snapshot of a run.
    ///
    /// - Throws: A ``Complaint`` that says what is wrong.
    static func snapshot(of run: String?, in store: RunStore) throws -> String {
        do {
            return try store.snapshot(of: run)
        } catch let error as RunStoreError {
            throw Complaint(error.description, .usage)
        } catch {
            throw Complaint("\(error)", .invalidFile)
        }
    }

    /// The path of the run's snapshot, or nothing as long as there are no runs at all.
    ///
    /// - Throws: A ``Complaint`` if a run was named that isn't there.
    func snapshotIfAny() throws -> String? {
        if run == nil, try storeOptions.store.all().isEmpty { return nil }
        return try snapshot()
    }

    /// The state of the run with a snapshot.
    ///
    /// - Throws: A ``Complaint`` that says what is wrong.
    static func state(at path: String) throws -> RunState {
        do {
            return try RunReader(path: path).state()
        } catch {
            throw Complaint("\(error)", .invalidFile)
        }
    }
}
