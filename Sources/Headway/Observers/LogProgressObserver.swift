public import Logging

/// Writes each event to a swift-log logger, with the journal's keys as metadata.
///
/// What went wrong is logged as an error, a stall as a warning, the other transitions at ``level`` and progress at
/// ``progressLevel``, which is `debug` unless chosen otherwise, so that an ordinary log isn't flooded.
public struct LogProgressObserver: ProgressObserver {
    /// Where it writes.
    public let logger: Logger
    /// The level of transitions that went well.
    public let level: Logger.Level
    /// The level of progress and of estimates.
    public let progressLevel: Logger.Level

    /// Makes an observer.
    ///
    /// - Parameters:
    ///   - logger: Where it writes.
    ///   - level: The level of transitions that went well.
    ///   - progressLevel: The level of progress and of estimates.
    public init(
        logger: Logger = Logger(label: "headway"),
        level: Logger.Level = .info,
        progressLevel: Logger.Level = .debug
    ) {
        self.logger = logger
        self.level = level
        self.progressLevel = progressLevel
    }

    /// Writes one event.
    ///
    /// - Parameter event: What happened.
    public func onProgress(_ event: ProgressEvent) {
        let level = level(of: event)
        guard logger.logLevel <= level else { return }
        var metadata: Logger.Metadata = [
            "type": .string(event.type.rawValue),
            "timestamp": .string(Timestamp.format(event.timestamp)),
            "sequence": .stringConvertible(event.sequence),
            "elapsed_seconds": .stringConvertible(event.elapsed.inSeconds),
            "run_id": .string(event.runID),
        ]
        for (key, value) in event.context.fields {
            metadata[key] =
                switch value {
                case .text(let text): .string(text)
                case .integer(let number): .stringConvertible(number)
                case .number(let number): .stringConvertible(number)
                case .flag(let flag): .stringConvertible(flag)
                case .list(let list): .array(list.map { .string($0) })
                }
        }
        let message = event.message.isEmpty ? event.type.rawValue : event.message
        logger.log(level: level, "\(message)", metadata: metadata)
    }

    private func level(of event: ProgressEvent) -> Logger.Level {
        switch event.type {
        case .phaseProgress, .estimateUpdated: progressLevel
        case .phaseStalled, .journalGap: .warning
        case .phaseCompleted, .benchmarkCompleted:
            event.context.success == false && event.context.status != .skipped ? .error : level
        case .benchmarkStarted, .phaseStarted, .phaseResumed: level
        }
    }
}
