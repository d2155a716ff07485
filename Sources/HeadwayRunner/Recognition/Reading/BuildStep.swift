/// What a step of a command has to do with building.
enum BuildStep {
    /// It builds, and that is all.
    case builds
    /// It builds, and then runs what it has built.
    case buildsAndRuns
    /// It does what takes little time beside building.
    case prepares
    /// No tool that builds is named.
    case other(mayMeasure: Bool)

    /// Whether building is all that some steps do.
    static func isAll(of steps: [[String]]) -> Bool {
        let kinds = steps.map { BuildStep($0[...]) }.filter { if case .prepares = $0 { false } else { true } }
        switch kinds.last {
        case nil: return true
        // A script by itself may be one that builds.
        case .other(let mayMeasure): return kinds.count == 1 && !mayMeasure
        case .buildsAndRuns, .prepares: return false
        case .builds: return kinds.dropLast().allSatisfy { if case .other = $0 { true } else { false } }
        }
    }

    /// Whether a step names a tool that builds.
    static func namesTool(_ words: [String]) -> Bool {
        if case .other = BuildStep(words[...]) { false } else { true }
    }

    /// Whether a line that a step of something is told with speaks of building.
    static func isMeant(by message: LineBytes) -> Bool {
        let first = message.drop(while: ByteCursor.isBlank).prefix(while: TextShape.isLetter)
        return buildWords.contains(String(decoding: first, as: UTF8.self))
    }

    private static let buildWords: Set<String> = [
        "Building", "Built", "Compiling", "Linking", "Generating", "Scanning", "Consolidate", "Automatic", "Archiving",
        "Write", "Emitting", "Merging", "Wrapping", "Copying", "Planning", "Running", "Performing", "Creating", "CC",
        "CXX", "LINK", "AR",
    ]
    private static let cargoBuilds: Set<String> = [
        "build", "b", "check", "c", "clippy", "doc", "d", "rustc", "rustdoc", "install", "package", "publish",
    ]
    private static let cargoPrepares: Set<String> = ["clean", "fetch", "update", "generate-lockfile", "add", "fmt"]
    private static let optionsWithPlace: Set<String> = [
        "-C", "-f", "-B", "-S", "-G", "--build", "--file", "--directory",
    ]

    private init(_ words: ArraySlice<String>) {
        for (place, word) in zip(words.indices, words) {
            let arguments = words[(place + 1)...]
            switch word.split(separator: "/").last {
            case "swift": self = Self.swift(arguments)
            case "cargo": self = Self.cargo(arguments)
            case "cmake": self = arguments.contains("--build") ? Self.targets(arguments) : .prepares
            case "make", "gmake", "ninja", "samu": self = Self.targets(arguments)
            default: continue
            }
            return
        }
        self = .other(mayMeasure: words.contains(where: Self.soundsLikeMeasuring))
    }

    private static func swift(_ arguments: ArraySlice<String>) -> BuildStep {
        if arguments.prefix(3).contains("build") { return .builds }
        let prepares = ["clean", "resolve", "update", "reset", "--version"]
        return arguments.contains(where: prepares.contains) ? .prepares : .buildsAndRuns
    }

    private static func cargo(_ arguments: ArraySlice<String>) -> BuildStep {
        guard let subcommand = arguments.first(where: { !$0.hasPrefix("-") && !$0.hasPrefix("+") }) else {
            return .prepares
        }
        if cargoBuilds.contains(subcommand) { return .builds }
        return cargoPrepares.contains(subcommand) ? .prepares : .buildsAndRuns
    }

    /// By the targets that are to be made.
    private static func targets(_ arguments: ArraySlice<String>) -> BuildStep {
        var targets: [String] = []
        var isValue = false
        for argument in arguments {
            if !isValue, !argument.hasPrefix("-"), !argument.contains("=") { targets.append(argument) }
            isValue = optionsWithPlace.contains(argument)
        }
        if targets.contains(where: soundsLikeMeasuring) { return .buildsAndRuns }
        return !targets.isEmpty && targets.allSatisfy { $0.hasSuffix("clean") || $0 == "install" } ? .prepares : .builds
    }

    /// Whether a target or a script is called as if it ran what was built: `bench`, `run-tests`, `check`.
    private static func soundsLikeMeasuring(_ word: String) -> Bool {
        guard let name = word.lowercased().split(separator: "/").last else { return false }
        let first = name.split { $0 == "." || $0 == "-" || $0 == "_" || $0 == ":" }.first ?? ""
        return name.contains("bench") || ["run", "test", "tests", "check", "perf", "measure"].contains(first)
    }
}
