public import ArgumentParser
import Headway
public import HeadwayRunner

/// How `headway run -- CMD` runs its command: what a plan says with keys.
struct CommandOptions: ParsableArguments {
    /// No limit, for a command that nobody has given one.
    private static let noLimit = Duration.seconds(100 * 365 * 86_400)

    @Option(help: "What to call the benchmark of a command; its command line if left out.")
    var name: String?

    @Option(
        help: ArgumentHelp("How long a command may take, such as 90s or 2h; no limit if left out.", valueName: "time")
    )
    var timeout: String?

    @Option(name: .customLong("repeat"), help: ArgumentHelp("Run a command so many times.", valueName: "n"))
    var repetitions: Int?

    @Option(help: ArgumentHelp("Run a command so many times before that without counting.", valueName: "n"))
    var warmup: Int?

    @Flag(help: "Give a command a terminal of its own.")
    var tty = false

    @Flag(help: "Keep all that a command sends to its terminal in a file beside its log.")
    var rawLog = false

    @Option(help: "What a command can read: closed (nothing) or inherit.")
    var stdin: PhaseInput?

    @Option(
        help: ArgumentHelp("How to read progress from a command's output; see the plan's key.", valueName: "how"),
        completion: .list(["auto", "none"] + ProgressFormName.allCases.map(\.rawValue))
    )
    var progress: String?

    @Option(
        help: ArgumentHelp("How large a command's log may be, such as 100M; its middle is left out.", valueName: "size")
    )
    var logLimit: String?

    /// The first of the options that was given; they are for a command, not for a plan.
    var given: String? {
        let options: [(String, Bool)] = [
            ("--name", name != nil), ("--timeout", timeout != nil), ("--repeat", repetitions != nil),
            ("--warmup", warmup != nil), ("--tty", tty), ("--raw-log", rawLog), ("--stdin", stdin != nil),
            ("--progress", progress != nil), ("--log-limit", logLimit != nil),
        ]
        return options.first(where: \.1)?.0
    }

    func validate() throws {
        if rawLog, !tty { throw ValidationError("--raw-log: it is for a command with --tty; without, its log is raw.") }
        let most = PlanPhase.mostRepetitions
        if let repetitions, !(1...most).contains(repetitions) {
            throw ValidationError("--repeat \(repetitions): it must be 1 to \(most).")
        }
        if let warmup, !(0...most).contains(warmup) {
            throw ValidationError("--warmup \(warmup): it must be 0 to \(most).")
        }
    }

    /// Puts the options into the phase of the command.
    ///
    /// - Throws: A ``Complaint`` if one isn't what it should be.
    func apply(to phase: inout PlanPhase) throws {
        phase.timeout = try timeout.map { try Self.duration($0) } ?? Self.noLimit
        phase.repetitions = repetitions ?? 1
        phase.warmups = warmup ?? 0
        phase.tty = tty
        phase.keepsRaw = rawLog
        phase.input = stdin ?? .closed
        if let progress { phase.progress = try Self.setting(progress) }
        if let logLimit {
            guard let size = SizeText.parse(logLimit), size > 0 else {
                throw Complaint("--log-limit \(logLimit): not a size; write it as 500k, 10M or 1G", .usage)
            }
            phase.logLimit = size
        }
    }

    private static func setting(_ text: String) throws -> ProgressSetting {
        do throws(PatternError) {
            return try ProgressSetting(text)
        } catch {
            let advice = error.advice.map { "; " + $0 } ?? ""
            throw Complaint("--progress \(ConsoleText.visible(text)): \(error.message)\(advice)", .usage)
        }
    }

    private static func duration(_ text: String) throws -> Duration {
        guard let duration = try? DurationText.parse(text), duration > .zero else {
            throw Complaint("--timeout \(text): not a duration; write it as 90s, 30m or 1h30m", .usage)
        }
        return duration
    }
}

extension PhaseInput: ExpressibleByArgument {}
