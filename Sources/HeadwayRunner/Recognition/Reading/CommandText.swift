/// A phase's command, as far as it tells how to read its output.
struct CommandText {
    /// Whether it is a single command, rather than several or one in a loop: `cd` and the like aside.
    let isSingle: Bool
    /// Whether building is all that takes its time, as far as its words tell.
    let onlyBuilds: Bool
    /// Whether a tool that builds is named.
    let namesBuilder: Bool
    private let steps: [[String]]
    private let hasLoop: Bool

    init(_ text: String) {
        let shell = ShellSteps(text)
        steps = shell.steps
        hasLoop = shell.hasLoop
        isSingle = steps.count <= 1 && !hasLoop
        onlyBuilds = !hasLoop && BuildStep.isAll(of: steps)
        namesBuilder = steps.contains { BuildStep.namesTool($0) }
    }

    /// Whether it names a tool, by its name or by its path, followed by its subcommand if there is one.
    func names(_ tool: String, _ subcommand: String? = nil) -> Bool {
        !uses(of: tool, subcommand).isEmpty
    }

    /// Whether nothing more is run after a tool, and the tool only once; so that its end is the command's.
    ///
    /// What prepares a measurement and what cleans up after it doesn't count: `pgbench -i`, `sysbench … cleanup`.
    func ends(with tool: String, _ subcommand: String? = nil) -> Bool {
        let uses = uses(of: tool, subcommand)
        let runs = Self.runs(uses)
        guard !hasLoop, runs.count == 1, let step = runs.first?.step else { return false }
        return steps.indices.dropFirst(step + 1).allSatisfy { later in uses.contains { $0.step == later } }
    }

    /// What the command gives a tool, if it runs that only once.
    func arguments(of tool: String) -> ToolArguments? {
        let runs = Self.runs(uses(of: tool, nil))
        return runs.count == 1 ? runs.first?.arguments : nil
    }

    /// Whether a tool is run for what it measures, rather than to prepare that.
    func measures(with tool: String) -> Bool {
        uses(of: tool, nil).contains { !$0.arguments.onlyPrepares }
    }

    /// How long a tool runs by its own option, in seconds; only if it is all that the command runs.
    func seconds(of tool: String, _ names: String...) -> Double? {
        guard isSingle, let arguments = arguments(of: tool) else { return nil }
        for name in names {
            guard let text = arguments.option(name), let duration = try? DurationText.parse(text), duration > .zero
            else {
                continue
            }
            return duration / .seconds(1)
        }
        return nil
    }

    private static let mostUses = 32

    private typealias Use = (step: Int, arguments: ToolArguments)

    private func uses(of tool: String, _ subcommand: String?) -> [Use] {
        steps.indices.flatMap { step -> [Use] in
            let words = steps[step]
            let places = words.indices.filter { words[$0] == tool || words[$0].hasSuffix("/" + tool) }
            // Nobody names a tool so often in one step; to look at all of it each time would take long.
            return places.prefix(Self.mostUses).compactMap { place in
                let arguments = ToolArguments(words: words[(place + 1)...])
                // A toolchain or an option may come between the two.
                guard subcommand.map(arguments.words.prefix(3).contains) ?? true else { return nil }
                return (step, arguments)
            }
        }
    }

    /// The uses that are what the tool is run for.
    private static func runs(_ uses: [Use]) -> [Use] {
        let runs = uses.filter { !$0.arguments.onlyPrepares }
        return runs.isEmpty ? uses : runs
    }
}
