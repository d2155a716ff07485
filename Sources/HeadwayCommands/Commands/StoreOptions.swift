import ArgumentParser
import HeadwayRunner

/// Where runs are kept.
struct StoreOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp("The folder that holds the runs; also HEADWAY_ROOT. (default: .headway)", valueName: "dir"),
        completion: .directory
    )
    var root: String?

    /// The runs.
    var store: RunStore { Self.store(root: root) }

    /// The runs that an unfinished command line means.
    ///
    /// - Parameter words: Its words as they are written, the command first.
    static func store(ofWords words: [String]) -> RunStore {
        let name = "--root"
        guard let place = words.lastIndex(where: { $0 == name || $0.hasPrefix(name + "=") }) else {
            return store(root: nil)
        }
        let isAlone = words[place] == name
        return store(root: isAlone ? words[(place + 1)...].first : String(words[place].dropFirst(name.count + 1)))
    }

    private static func store(root: String?) -> RunStore {
        RunStore(root: root ?? EnvironmentVariables.value("HEADWAY_ROOT") ?? ".headway")
    }
}
