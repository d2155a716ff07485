import Headway

/// Reports with a call for each thing that happens, which fits where a benchmark's steps are far apart in its code.
///
/// - Returns: What was measured.
func sortCallByCall() -> [Measurement] {
    let tracker = ProgressTracker(observers: [ConsoleProgressObserver()])
    tracker.benchmarkStarted("insertion sort", totalPhases: 2, phases: ["load", "sort"])

    tracker.phaseStarted("load")
    let inputs = Inputs.make(count: 400, length: 300)
    tracker.phaseCompleted("load")

    tracker.phaseStarted("sort")
    var measurement = Measurement(name: "insertion sort")
    for (number, input) in inputs.enumerated() {
        measurement.time { insertionSorted(input) }
        tracker.phaseProgress(100 * Double(number + 1) / Double(inputs.count), message: "\(number + 1) inputs")
    }
    tracker.phaseCompleted("sort", success: measurement.isCorrect, error: measurement.error)

    // Waits until the console has shown everything.
    tracker.benchmarkCompleted(success: measurement.isCorrect)
    return [measurement]
}
