import Foundation
import Headway
import HeadwayTesting
import Logging
import Synchronization

@testable import HeadwayRunner

/// A plan that is run for real, in a folder that is removed afterwards.
final class TestRun: Sendable {
    let root: String
    let folder: RunFolder
    let stop = StopSignal()
    let recorder = RecordingObserver()
    let tracker: ProgressTracker
    private let runner: PlanRunner

    init(
        _ phases: [PlanPhase],
        timeout: Duration = .seconds(240),
        grace: Duration = .milliseconds(300),
        signals: GroupSignals = .system,
        jobs: Int = 1,
        kept: [String: KeptPhase] = [:],
        filesFolder: String? = nil,
        surroundings: RunSurroundings = RunSurroundings(),
        onOutput: (@Sendable (String) -> Void)? = nil
    ) throws {
        var surroundings = surroundings
        if let onOutput { surroundings.onOutput = onOutput }
        root = FileManager.default.temporaryDirectory.path + "/headway-" + UUID().uuidString
        folder = try RunStore(root: root).begin("run-1")
        var configuration = ProgressTracker.Configuration()
        configuration.runID = folder.id
        configuration.logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        tracker = ProgressTracker(observers: [recorder], configuration: configuration)
        runner = PlanRunner(
            plan: Plan(name: "test", timeout: timeout, phases: phases, path: root + "/plan.yaml"),
            folder: folder,
            tracker: tracker,
            stop: stop,
            grace: grace,
            signals: signals,
            jobs: jobs,
            kept: kept,
            filesFolder: filesFolder,
            surroundings: surroundings
        )
    }

    deinit {
        try? FileManager.default.removeItem(atPath: root)
    }

    /// Runs the plan.
    func run() async -> RunStatus { await runner.run() }

    var phases: [PhaseState] { tracker.state.phases }

    /// What the phases have written into a file of the run's folder.
    func text(_ name: String) -> String {
        (try? String(contentsOfFile: folder.path + "/" + name, encoding: .utf8)) ?? ""
    }

    /// Whether a process whose id a phase has written down lives.
    func lives(_ name: String) -> Bool? {
        Int(text(name).trimmingCharacters(in: .whitespacesAndNewlines)).map { PlatformProcess.exists($0) }
    }
}

/// Asks a run to stop at some moment, for instance when a phase has said something.
final class StoppingObserver: ProgressObserver {
    private let stop: StopSignal
    private let signals: [Int32]
    private let isMoment: @Sendable (ProgressEvent) -> Bool

    init(_ stop: StopSignal, _ signals: [Int32], at isMoment: @escaping @Sendable (ProgressEvent) -> Bool) {
        self.stop = stop
        self.signals = signals
        self.isMoment = isMoment
    }

    convenience init(_ stop: StopSignal, _ signals: [Int32], when message: String) {
        self.init(stop, signals) { $0.context.message == message && $0.type == .phaseProgress }
    }

    func onProgress(_ event: ProgressEvent) {
        guard isMoment(event) else { return }
        for signal in signals { stop.request(signal) }
    }
}
