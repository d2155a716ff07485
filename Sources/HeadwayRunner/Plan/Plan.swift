import SystemPackage

/// A benchmark as a file describes it: the phases to run, one after another.
public struct Plan: Sendable, Hashable {
    /// How long a run may take where the plan doesn't say.
    public static let defaultTimeout = Duration.seconds(2 * 3_600)

    /// What the benchmark is called: the plan's `name`, else its `project_name`, else the file's name.
    public var name: String
    /// What it is about.
    public var description: String?
    /// How long the whole run may take.
    public var timeout: Duration
    /// The command of all phases that have none of their own.
    public var command: String?
    /// What is run, in this order; never empty in a plan that was loaded.
    public var phases: [PlanPhase]
    /// The keys that are handed on as they are.
    public var descriptive: [String: PlanValue]
    /// The file that it was read from.
    public var path: String
    /// The folder in which phases run that don't say another; the current one if `nil`.
    public var directory: String?

    /// Makes a plan without a file.
    public init(
        name: String,
        description: String? = nil,
        timeout: Duration = Plan.defaultTimeout,
        command: String? = nil,
        phases: [PlanPhase],
        descriptive: [String: PlanValue] = [:],
        path: String = "",
        directory: String? = nil
    ) {
        self.name = name
        self.description = description
        self.timeout = timeout
        self.command = command
        self.phases = phases
        self.descriptive = descriptive
        self.path = path
        self.directory = directory
    }

    /// Where a phase runs: its `working_directory`, relative to the plan's folder, else the plan's ``directory``, or `nil`
    /// for the current folder.
    public func workingDirectory(of phase: PlanPhase) -> String? {
        guard let own = phase.workingDirectory else { return directory }
        return FilePath(path).removingLastComponent().pushing(FilePath(own)).string
    }
}
