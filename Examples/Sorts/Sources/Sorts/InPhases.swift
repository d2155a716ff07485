import Headway

/// Reports with phases that end with their bodies, two of them at the same time.
///
/// - Parameters:
///   - observers: Who is told of the run besides the console.
///   - historyPath: A file that says how long the phases took in past runs, and will say how long they took in this one.
/// - Returns: What was measured.
/// - Throws: A ``WrongOrder`` if something wasn't sorted; its phase and the run have failed then. Or why the history can't be
///   read or saved.
func sortInPhases(observers: [any ProgressObserver], historyPath: String?) async throws -> [Measurement] {
    // The first time there is none: then the times remaining are less sure.
    var history = try historyPath.map { try PhaseHistory(path: $0, orEmpty: true) } ?? PhaseHistory()
    var configuration = ProgressTracker.Configuration()
    configuration.history = history
    // Ctrl-C and Ctrl-Z leave the terminal as it was.
    let console = ConsoleProgressObserver(mode: .auto, handlesSignals: true)
    let tracker = ProgressTracker(observers: [console] + observers, configuration: configuration)
    let measurements = try await sort(tracker)
    if let historyPath {
        history.add(tracker.state)
        try history.save(path: historyPath)
    }
    return measurements
}

private func sort(_ tracker: ProgressTracker) async throws -> [Measurement] {
    try await tracker.benchmark("sorts", phases: ["load", "heap sort", "merge sort", "standard sort"]) { run in
        let inputs = await run.phase("load") { _ in Inputs.make(count: 1_000, length: 1_000) }

        // Phases may overlap; each is counted for itself.
        async let heap = measure("heap sort", inputs, in: run, heapSorted)
        async let merge = measure("merge sort", inputs, in: run, mergeSorted)
        let overlapping = try await [heap, merge]
        return try await overlapping + [measure("standard sort", inputs, in: run) { $0.sorted() }]
    }
}

/// Sorts all inputs in a phase of their own.
private func measure(
    _ name: String,
    _ inputs: [[Int]],
    in run: BenchmarkRun,
    _ sorted: @Sendable ([Int]) -> [Int]
) async throws -> Measurement {
    try await run.phase(name, total: inputs.count, unit: "inputs") { phase in
        var measurement = Measurement(name: name)
        for input in inputs {
            measurement.time { sorted(input) }
            // An addition to a counter: cheap enough for every turn of a hot loop.
            phase.advance()
        }
        guard measurement.isCorrect else { throw WrongOrder(name: name) }
        return measurement
    }
}

/// Says that something wasn't sorted.
struct WrongOrder: Error, CustomStringConvertible {
    let name: String

    var description: String { "\(name) left its input in the wrong order" }
}
