public import ArgumentParser
public import Headway
import HeadwayRunner

#if canImport(Darwin)
import Darwin
#elseif canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#endif

/// `headway run`: runs a plan, or one command, with live progress.
struct RunCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run",
        abstract: "Runs a plan's phases, or one command, with live progress.",
        usage: """
            headway run PLAN.yaml [OPTIONS]
            headway run [OPTIONS] -- CMD ARG…
            """,
        discussion: """
            Exit codes: 0 all phases succeeded; 1 a phase failed; 124 it was a timeout; 130/143 interrupted or \
            terminated; 64 wrong usage; 65 a plan that is not valid; 74 the run's files can't be written.
            """
    )

    @Argument(help: "The plan.")
    var plan: String?

    @Argument(parsing: .postTerminator, help: ArgumentHelp("A command to run instead of a plan.", valueName: "cmd"))
    var command: [String] = []

    @Option(help: "What to call the benchmark of a command; its command line if left out.")
    var name: String?

    @Option(help: ArgumentHelp("A command for the phases that have none of their own.", valueName: "cmd"))
    var phaseCommand: String?

    @Option(
        help: ArgumentHelp("How long a command may take, such as 90s or 2h; no limit if left out.", valueName: "time")
    )
    var timeout: String?

    @Option(help: "What to show: auto, live, plain, json or off.")
    var console = ConsoleMode.auto

    @Flag(help: "Show what the phases print, too.")
    var output = false

    @Option(help: ArgumentHelp("Keep the snapshot at this path too.", valueName: "path"))
    var progressFile: String?

    @Flag(help: "Check the plan and show what would run, without running it.")
    var dryRun = false

    @OptionGroup var storeOptions: StoreOptions

    func validate() throws {
        if plan == nil, command.isEmpty {
            throw ValidationError("Name a plan, or a command after `--`.")
        }
        if plan != nil, !command.isEmpty {
            throw ValidationError("Name a plan or a command after `--`, not both.")
        }
        if plan != nil, name != nil { throw ValidationError("--name goes with a command after `--`.") }
        if plan != nil, timeout != nil { throw ValidationError("--timeout goes with a command after `--`.") }
        if !command.isEmpty, phaseCommand != nil { throw ValidationError("--phase-command goes with a plan.") }
    }

    func run() async throws {
        try await Complaint.said {
            let source = try PlanSource(self)
            if dryRun { return try StandardOutput.print(DryRun.text(of: source.plan)) }
            let session = try RunSession(
                source: source,
                store: storeOptions.store,
                console: console,
                showsOutput: output,
                progressFile: progressFile
            )
            let code = await session.run()
            if code != .success { throw code }
        }
    }
}

extension ConsoleMode: ExpressibleByArgument {}
