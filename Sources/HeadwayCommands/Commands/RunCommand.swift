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
            headway run --resume [RUN] [OPTIONS]
            """,
        discussion: """
            Exit codes: 0 all phases succeeded; 1 a phase failed; 124 it was a timeout; 130/143 interrupted or \
            terminated; 64 wrong usage; 65 a plan that is not valid; 74 the run's files can't be written.
            """
    )

    @Argument(
        help: "The plan; with --resume the run to go on with, or a plan for its newest run; if left out the newest.",
        completion: .file(extensions: ["yaml", "yml"])
    )
    var plan: String?

    @Argument(
        parsing: .postTerminator,
        help: ArgumentHelp("A command to run instead of a plan.", valueName: "cmd"),
        completion: .file()
    )
    var command: [String] = []

    @Option(help: ArgumentHelp("A command for the phases that have none of their own.", valueName: "cmd"))
    var phaseCommand: String?

    @Option(help: ArgumentHelp("How many phases may run at once, where their needs allow it.", valueName: "n"))
    var jobs = 1

    @Flag(help: "Go on with a run that failed or was interrupted, from its first phase that has not succeeded.")
    var resume = false

    @Option(help: "What to show: auto, live, plain, json or off.")
    var console = ConsoleMode.auto

    @Flag(help: "Show what the phases print, too.")
    var output = false

    @Option(help: ArgumentHelp("Keep the snapshot at this path too.", valueName: "path"), completion: .file())
    var progressFile: String?

    @Flag(help: "Check the plan and show what would run, without running it.")
    var dryRun = false

    @OptionGroup(title: "Options of a command") var commandOptions: CommandOptions

    @OptionGroup(title: "Timings") var exports: ExportOptions

    @OptionGroup var storeOptions: StoreOptions

    func validate() throws {
        if jobs < 1 { throw ValidationError("--jobs \(jobs): it must be 1 or more.") }
        if resume {
            if !command.isEmpty { throw ValidationError("--resume goes on with an earlier run, not with a command.") }
            if phaseCommand != nil {
                throw ValidationError("--resume takes the command of the phases from the earlier run; leave it out.")
            }
        } else if plan == nil, command.isEmpty {
            throw ValidationError("Name a plan, or a command after `--`.")
        }
        if plan != nil, !command.isEmpty {
            throw ValidationError("Name a plan or a command after `--`, not both.")
        }
        if command.isEmpty, let option = commandOptions.given {
            throw ValidationError("\(option) goes with a command after `--`; a plan says it with a key.")
        }
        if !command.isEmpty, phaseCommand != nil { throw ValidationError("--phase-command goes with a plan.") }
    }

    func run() async throws {
        try await Complaint.said {
            guard let source = try source else { return }
            if dryRun { return try StandardOutput.print(DryRun.text(of: source.plan, jobs: jobs, kept: source.kept)) }
            let exports = try exports.open()
            let session = try RunSession(
                source: source,
                store: storeOptions.store,
                console: console,
                showsOutput: output,
                progressFile: progressFile,
                jobs: jobs
            )
            let code = await session.run()
            let timings = TimingsExport(state: session.state, plan: source.plan)
            for export in exports {
                do {
                    try export.file.write(timings.text(as: export.format))
                } catch let complaint as Complaint where code != .success {
                    // How the run ended is what the code is for.
                    StandardError.print("headway: \(complaint)")
                }
            }
            if code != .success { throw code }
        }
    }

    /// Where the plan comes from; `nil` if there is nothing to go on with.
    private var source: PlanSource? {
        get throws {
            if resume { return try ResumeSource.find(plan, in: storeOptions.store) }
            if let plan { return try PlanSource(file: plan, phaseCommand: phaseCommand) }
            return try PlanSource(command: command, options: commandOptions)
        }
    }
}

extension ConsoleMode: ExpressibleByArgument {}
