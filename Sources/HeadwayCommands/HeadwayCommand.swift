public import ArgumentParser

/// The command `headway`.
public struct HeadwayCommand: AsyncParsableCommand {
    /// What `--help` says.
    public static let configuration = CommandConfiguration(
        commandName: "headway",
        abstract: "Shows where a long benchmark run is, how long it will still take, and what went wrong.",
        version: "0.1.0",
        subcommands: [
            RunCommand.self, WatchCommand.self, StatusCommand.self, ListCommand.self, LogsCommand.self,
            ReplayCommand.self, HistoryCommand.self, StopCommand.self, PruneCommand.self,
        ]
    )

    /// Made by the parser.
    public init() {}

    /// Runs the command that the program was started with, and ends the program with its exit code.
    public static func start() async {
        StandardStream.ignoreBrokenPipes()
        // The Swift runtime reads them there, and has none otherwise, not even the program's name.
        guard !CommandLine.arguments.isEmpty else {
            StandardError.print(
                "headway: /proc/self/cmdline can't be read, so it isn't known what is asked for; mount /proc, "
                    + "as in `mount -t proc proc /proc`"
            )
            exit(withError: RunExit.noArguments)
        }
        await main()
    }
}
