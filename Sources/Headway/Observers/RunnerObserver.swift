import Synchronization

/// Tells `headway run`, whose phase this program is, of the program's own phases.
///
/// A runner that doesn't read holds up this observer's thread and nobody else.
final class RunnerObserver: ProgressObserver {
    private let output: RunnerOutput
    private let directives = Mutex(RunnerDirectives())

    /// - Parameter output: What leads to the runner.
    init(output: RunnerOutput) {
        self.output = output
    }

    func onProgress(_ event: ProgressEvent) {
        let text = directives.withLock { $0.text(for: event) }
        if !text.isEmpty { output.write(text) }
    }
}
