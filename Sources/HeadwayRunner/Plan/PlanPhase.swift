/// One phase of a plan.
public struct PlanPhase: Sendable, Hashable {
    /// A phase's command can't be run more often: each run is remembered.
    package static let mostRepetitions = 100_000

    /// How long a phase may take where the plan doesn't say.
    public static let defaultTimeout = Duration.seconds(3_600)

    /// What it is called; no other phase of the plan is called so.
    public var name: String
    /// What it is about.
    public var description: String?
    /// What is run by the shell: the phase's own command, or the one for all phases.
    public var command: String
    /// How long it may take.
    public var timeout: Duration
    /// How long it is expected to take, until there is history.
    public var expectedDuration: Duration?
    /// Files or folders that must exist afterwards.
    public var expectedArtifacts: [String]
    /// Whether later phases still run when this one has failed.
    public var continueOnFailure: Bool
    /// Whether it is skipped where an earlier phase has failed.
    public var skipIfFailed: Bool
    /// What it sets in its command's environment, in the order of the plan.
    public var env: [PlanVariable]
    /// The folder it runs in, as the plan says it; ``Plan/workingDirectory(of:)`` says where that is.
    public var workingDirectory: String?
    /// Whether its command is given a terminal of its own.
    public var tty: Bool
    /// How to read progress from its output.
    public var progress: ProgressSetting
    /// The phases that must have succeeded before it begins; `nil` if the plan doesn't say.
    public var needs: [String]?
    /// How often its command is run.
    public var repetitions: Int
    /// How often its command is run before that without being counted.
    public var warmups: Int
    /// What its command can read.
    public var input: PhaseInput
    /// How large its log may be, in bytes; `nil` if there is no limit.
    ///
    /// Beyond that its middle is left out.
    public var logLimit: Int?
    /// Whether what it sends to its terminal is kept as it is, beside the log.
    public var keepsRaw: Bool
    /// The keys that are handed on as they are.
    public var descriptive: [String: PlanValue]
    /// The line of the plan in which it begins.
    public var line: Int
    /// The phase's own keys as a JSON object, named and ordered as in the plan; merged keys come last.
    public var json: String

    /// Makes a phase without a plan's text.
    public init(
        name: String,
        description: String? = nil,
        command: String,
        timeout: Duration = PlanPhase.defaultTimeout,
        expectedDuration: Duration? = nil,
        expectedArtifacts: [String] = [],
        continueOnFailure: Bool = false,
        skipIfFailed: Bool = false,
        env: [PlanVariable] = [],
        workingDirectory: String? = nil,
        tty: Bool = false,
        progress: ProgressSetting = .auto,
        needs: [String]? = nil,
        repetitions: Int = 1,
        warmups: Int = 0,
        input: PhaseInput = .closed,
        logLimit: Int? = nil,
        keepsRaw: Bool = false,
        descriptive: [String: PlanValue] = [:],
        line: Int = 0,
        json: String = "{}"
    ) {
        self.name = name
        self.description = description
        self.command = command
        self.timeout = timeout
        self.expectedDuration = expectedDuration
        self.expectedArtifacts = expectedArtifacts
        self.continueOnFailure = continueOnFailure
        self.skipIfFailed = skipIfFailed
        self.env = env
        self.workingDirectory = workingDirectory
        self.tty = tty
        self.progress = progress
        self.needs = needs
        self.repetitions = repetitions
        self.warmups = warmups
        self.input = input
        self.logLimit = logLimit
        self.keepsRaw = keepsRaw
        self.descriptive = descriptive
        self.line = line
        self.json = json
    }
}
