import ArgumentParser
import HeadwayRunner

/// Where runs are kept.
struct StoreOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp("The folder that holds the runs; also HEADWAY_ROOT. (default: .headway)", valueName: "dir")
    )
    var root: String?

    /// The runs.
    var store: RunStore {
        RunStore(root: root ?? EnvironmentVariables.value("HEADWAY_ROOT") ?? ".headway")
    }
}
