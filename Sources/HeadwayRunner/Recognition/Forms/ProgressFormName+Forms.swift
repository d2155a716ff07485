/// What reads each form.
extension ProgressFormName {
    /// Whether a command names the tool that prints it.
    func isNamed(by command: CommandText) -> Bool {
        switch self {
        case .directive, .taskbar, .count, .percent, .tqdm, .rich: false
        case .swiftBuild: ["build", "test", "run"].contains { command.names("swift", $0) }
        case .swiftTest: command.names("swift", "test")
        case .goTest: command.names("go", "test")
        case .cmake, .make: command.names("cmake") || command.names("make")
        case .ninja:
            command.names("ninja") || command.names("cmake") || ProgressFormName.swiftBuild.isNamed(by: command)
        default: command.names(rawValue)
        }
    }

    /// Whether a command that names the tool runs something else after it, or it several times: then its end isn't that
    /// of the phase.
    func isFollowed(in command: CommandText) -> Bool {
        switch self {
        case .swiftTest, .swiftBuild, .ninja:
            command.names("swift", "test") && !command.ends(with: "swift", "test")
        case .goTest: command.names("go", "test") && !command.ends(with: "go", "test")
        default: isNamed(by: command) && !command.ends(with: rawValue)
        }
    }

    /// What reads it.
    ///
    /// - Parameters:
    ///   - command: The command whose output it is.
    ///   - isTrusted: Whether somebody has said that the output has this form.
    func forms(_ command: CommandText, isTrusted: Bool) -> [any ProgressForm] {
        switch self {
        // These are read wherever anything is.
        case .directive, .taskbar: []
        case .tqdm: [TqdmForm()]
        case .rich: [RichForm()]
        case .pip: [PipForm()]
        case .pytest: [PytestForm()]
        case .ctest: [CTestForm()]
        case .meson: [MesonForm()]
        case .cmake, .make: [CMakeForm()]
        case .ninja, .swiftBuild: [CountedStepForm(name: self, onlyTests: command.names("swift", "test"))]
        case .swiftTest: [CountedStepForm(name: self, onlyTests: true), SwiftTestForm()]
        case .cargo: [CargoForm(isNamed: command.names("cargo")), RustTestForm(command)]
        case .goTest: [GoTestForm()]
        case .pgbench: [PgbenchForm(command)]
        case .fio: [FioForm()]
        case .sysbench: [SysbenchForm(command)]
        case .wrk: [WrkForm(command)]
        case .hey: [HeyForm(command)]
        case .rsync: [RsyncForm(command)]
        case .curl: [CurlForm(command)]
        case .dd: [DdForm(command)]
        case .parallel: [ParallelForm()]
        case .count: [CountForm(isTrusted: isTrusted)]
        case .percent: [PercentForm(isTrusted: isTrusted)]
        }
    }
}
