import ArgumentParser
import Headway
import HeadwayRunner

/// Which run a command looks at.
struct RunSelection: ParsableArguments {
    @Argument(
        help: ArgumentHelp(
            "A run's id, a unique start of one, or the path of a .progress.json; the newest run if left out.",
            valueName: "run"
        )
    )
    var run: String?

    @OptionGroup var storeOptions: StoreOptions

    /// The path of the run's snapshot.
    ///
    /// - Throws: An exit code, after saying what is wrong.
    func snapshot() throws -> String {
        do {
            return try storeOptions.store.snapshot(of: run)
        } catch let error as RunStoreError {
            throw Complaint(error.description, .usage)
        } catch {
            throw Complaint("\(error)", .invalidFile)
        }
    }

    /// The run's state.
    ///
    /// - Throws: An exit code, after saying what is wrong.
    func state() throws -> RunState {
        let path = try snapshot()
        do {
            return try RunReader(path: path).state()
        } catch {
            throw Complaint("\(error)", .invalidFile)
        }
    }
}
