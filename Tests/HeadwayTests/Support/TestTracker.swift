import Headway
import HeadwayTesting
import Logging

/// A tracker with a clock that stands still, a recorder, and a log that goes nowhere.
struct TestTracker {
    let clock = ManualClock()
    let recorder = RecordingObserver()
    let tracker: ProgressTracker

    init(observers: [any ProgressObserver] = [], logger: Logger = .silent, drainDeadline: Duration = .seconds(10)) {
        var configuration = ProgressTracker.Configuration()
        configuration.clock = clock
        configuration.logger = logger
        configuration.drainDeadline = drainDeadline
        tracker = ProgressTracker(observers: [recorder] + observers, configuration: configuration)
    }
}

extension Logger {
    /// A logger that drops everything.
    static var silent: Logger { Logger(label: "test") { _ in SwiftLogNoOpLogHandler() } }
}
